# --rm: who ends as the last one removes the ring.
: >out
ringcat -w --rm r echo unread
expect 3 ringcat r 2>err
# While a reader is there it stays, and the reader finishes; that one may be the last.
mkfifo go
ringcat -w --rm --readers 1 r sh -c 'seq 3; read -r line <go' &
writer=$!
ringcat --wait --rm -n 2 r
[ -e "$RINGPIPE_DIR/r.ring" ] || fail 'removed under its writer'
ringcat --rm r >rest &
reader=$!
eventually test -s rest
echo >go
wait "$writer"
wait "$reader"
cat rest
[ ! -e "$RINGPIPE_DIR/r.ring" ] || fail 'not removed'
# A reader without --rm leaves what it may still want.
seq 2 | ringcat -w r
ringcat -f r >out 2>err &
reader=$!
eventually has_lines 2 out
seq 3 | ringcat -v -w --rm r 2>err
says err '^ringcat: r: others use it, and it stays$'
eventually has_lines 5 out
kill "$reader"
expect 143 wait "$reader"
[ -e "$RINGPIPE_DIR/r.ring" ] || fail 'removed'
# What was refused, or belongs to others, is left alone.
expect 2 ringcat -w --rm -s 1M r </dev/null 2>err
[ -e "$RINGPIPE_DIR/r.ring" ] || fail 'removed by who could not use it'
ringcat -w --rm r sh -c 'ringctl rm --force r; ringctl create r'
[ -e "$RINGPIPE_DIR/r.ring" ] || fail 'another ring was removed'
