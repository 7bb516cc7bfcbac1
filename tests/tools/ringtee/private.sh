# --private takes no RING, leaves nothing, and without branches is a buffer.
seq 100000 | ringtee -q --private 'wc -l' 'tail -n 1 >b'
same b <(echo 100000)
seq 100000 | ringtee -q --private -s 1M | tail -n 1
expect 2 ringtee --private -c name cat </dev/null 2>err
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail 'something is left'
