# rm takes a ring away, and says 3 when there is none.
seq 3 | ringcat -w r
ringctl rm r
expect 3 ringctl rm r 2>err
says err '^ringctl: r: no such ring'
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail "left behind: $(ls -A "$RINGPIPE_DIR")"
