# A full ring makes the command wait; after a signal has ended it, nobody waits for room for long.
head -c 1000000 /dev/zero | tr '\0' x | fold -w 99 >in
echo >>in
ringcat -w -s 64K r sh -c 'cat in; echo done >told' 2>err &
writer=$!
eventually blocked r
[ ! -e told ] || fail 'the command did not wait'
ringcat r >out
wait "$writer"
same in out
cat told
ringcat -w r sleep 0 2>err
ringcat -w r cat in 2>err &
writer=$!
eventually grep -q 'the ring is full' err
kill -TERM "$writer"
expect 143 wait "$writer"
says err '^ringcat: cat: [0-9]+ bytes of it not published'
# Or whatever the policy is.
expect 6 ringcat -w -s 64K --on-full fail f cat in 2>err
says err '^ringcat: f: the ring is full'
ringcat -w -s 64K --on-full drop-old d cat in
[ "$(ringcat -x -q d | tail -n 2 | head -n 1)" = "$(tail -n 2 in | head -n 1)" ] || fail 'drop-old'
