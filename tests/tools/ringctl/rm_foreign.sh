# rm removes rings and nothing else.
mkdir "$RINGPIPE_DIR/precious.ring"
echo data >"$RINGPIPE_DIR/precious.ring/letter"
status=0
ringctl rm --force precious 2>err || status=$?
[ "$status" -ne 0 ] || fail 'it said yes'
cat "$RINGPIPE_DIR/precious.ring/letter"
