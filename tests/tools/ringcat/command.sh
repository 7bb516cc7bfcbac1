# ringcat -w RING CMD publishes what CMD says, and ends as CMD does.
ringcat -w r seq 3
ringcat r
# Its input is ours, what follows RING is its own, options before it are ours.
seq 100 | ringcat r -w gzip -9 -c
ringcat r | gzip -dc | tail -n 1
ringcat -w -n 2 -- r seq 7 9
ringcat r
ringcat -w r -q -- seq -s, 3
ringcat r
# Only its standard output, and whole lines, the last one without an end of its own.
ringcat -w r sh -c 'echo out; echo err >&2; printf unfinished' 2>err
ringcat r
echo
cat err
[ "$(ringstat -J --sample 0 r | jq .writers)" -eq 0 ] || fail 'a writer is left'
