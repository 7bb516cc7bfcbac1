# Without branches it is tee: all of the input to standard output, and into the ring.
printf 'one\ntwo\nno end' | ringtee r | cat
echo
ringcat r
echo
# What nobody reads gives way where the ring would wait for a first reader.
seq 1000000 >in
ringtee -s 64K small <in >out
same in out
ringcat small >rest 2>err
[ "$(tail -n 1 rest)" -eq 1000000 ] || fail 'the newest are not there'
[ "$(wc -c <rest)" -gt 30000 ] || fail 'hardly anything was kept'
seq "$(head -n 1 rest)" 1000000 >wanted
same wanted rest
