# What is no ring, or a damaged one, is refused with exit code 4, by readers and writers.
mkdir "$RINGPIPE_DIR/empty.ring"
expect 4 ringcat empty 2>err
says err '^ringcat: empty: '
seq 3 | ringcat -w cut
truncate -s 4096 "$RINGPIPE_DIR/cut.ring/data"
expect 4 ringcat cut 2>err
expect 4 ringcat -w cut </dev/null 2>err
seq 3 | ringcat -w scribbled
printf 'XXXXXXXX' | dd of="$RINGPIPE_DIR/scribbled.ring/data" conv=notrunc status=none
expect 4 ringcat scribbled 2>err
says err '^ringcat: scribbled: '
