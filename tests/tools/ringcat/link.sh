# A symbolic link in a ring's place is not followed.
seq 3 | ringcat -w r
mv "$RINGPIPE_DIR/r.ring/data" elsewhere
ln -s "$PWD/elsewhere" "$RINGPIPE_DIR/r.ring/data"
status=0
ringcat r >out 2>err || status=$?
[ "$status" -eq 1 ] || [ "$status" -eq 4 ] || fail "exit status $status"
[ ! -s out ] || fail 'it read through the link'
