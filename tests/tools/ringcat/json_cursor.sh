# With -J the cursor moves over what was written out as objects, and no further.
seq 100000 >in
ringctl create r && ringctl create r/c --hold
ringcat -q -w r <in
statuses=
ringcat -J r/c | head -n 1 >first || statuses=${PIPESTATUS[*]}
[ "$statuses" = '141 0' ] || fail "exit statuses: $statuses"
jq -c 'del(.time)' first
next=$(ringcat -P -l 100000 -J -n 1 r | jq .seq)
[ "$next" -eq 0 ] || fail "they were not kept: $next"
ringcat -J r/c >rest
first=$(head -n 1 rest | jq .seq)
[ "$first" -gt 0 ] || fail 'what was written came again'
# What the pipe can take is gone, and nothing else.
[ "$first" -lt 20000 ] || fail "the next reader began at $first"
jq -r .data rest >out
seq $((first + 1)) 100000 >wanted
same wanted out

seq 5 | ringcat -q -w s
expect 1 ringcat -J s >&- 2>err
says err 'Bad file descriptor'
ringcat -J -n 2 s | jq .data
ringcat -J -x s | jq .data
