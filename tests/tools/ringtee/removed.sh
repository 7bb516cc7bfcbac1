# A ring that is removed under it: exit status 4, and commands see an end.
mkfifo input
touch a b
ringtee r 'cat >a; echo end >>a' <input 2>err &
tee=$!
exec 3>input
seq 10 >&3
eventually has_lines 10 a
ringctl rm --force r
seq 11 20 >&3 || true
expect 4 wait "$tee"
says err '^ringtee: r: the ring was removed'
eventually grep -q end a

# What became of one that it only reads is told likewise.
seq 3 | ringcat -q -w wiped
ringtee -q -f --from-ring wiped 'cat >c' 2>err &
tee=$!
eventually has_lines 3 c
fallocate -p -o 0 -l 65536 "$RINGPIPE_DIR/wiped.ring/data"
expect 4 wait "$tee"
says err '^ringtee: wiped: the ring was wiped or replaced: not a ring$'
