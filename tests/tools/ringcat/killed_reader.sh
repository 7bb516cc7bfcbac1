# A killed reader holds nobody back, and what it had not consumed goes to the next one.
ringctl create -s 64K r
mkfifo output
ringcat --wait r >output &
reader=$!
exec 3<output
eventually attached r 1
seq 400000 >in
ringcat -w r <in 2>/dev/null &
writer=$!
eventually blocked r
slay "$reader"
cat <&3 >first
ringcat r >rest
wait "$writer"
# What the killed one wrote out is first; the rest may repeat the end of it but leaves no gap.
start=$(head -n 1 rest)
[ "$start" -le $(($(wc -l <first) + 1)) ] || fail "a gap before $start"
seq "$start" 400000 >wanted
same wanted rest
