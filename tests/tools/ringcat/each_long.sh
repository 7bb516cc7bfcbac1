# A batch larger than the ring, a line longer than a batch, a line longer than the ring: no writer
# waits for ever, and all of it arrives.
{ seq 100000; head -c 300000 /dev/zero | tr '\0' x; echo; seq 10; } >in
ringcat -q -w -s 64K r <in &
ringcat -q --wait --batch 1G,1h r --each 'cat >>out'
wait
same in out
# On a larger ring that line is whole.
ringcat -q -w -s 4M s <in
ringcat -q -x --batch 100000 s --each 'wc -c >>sizes; tail -c 1 | od -An -c >>ends' 
[ "$(sort -n sizes | tail -n 1)" -ge 300001 ] || fail "$(cat sizes)"
ringcat -q -w -s 1M t <in
ringcat -q -x --batch 100000 t --each 'wc -c; grep -c xxx >>found || true' >sizes
[ "$(sort -rn found | head -n 1)" -eq 1 ] || fail 'the line was lost'
[ "$(awk '{ s += $1 } END { print s }' sizes)" -eq "$(wc -c <in)" ] || fail 'bytes were lost'
