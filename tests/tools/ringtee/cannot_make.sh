# A ring that cannot be made: nothing is run.
echo >in
expect 1 ringtee "$PWD/nowhere/r" "touch ran" <in 2>err || true
says err '^ringtee: .*nowhere'
[ ! -e ran ] || fail 'a command was run'
seq 3 | ringcat -q -w -s 64K r
expect 2 ringtee -s 1M r 'touch ran' <in 2>err
says err '^ringtee: r: the ring is there already, with --size 64 KiB'
: >"$RINGPIPE_DIR/r.ring/data"
expect 4 ringtee r 'touch ran' <in 2>err
[ ! -e ran ] || fail 'a command was run'
