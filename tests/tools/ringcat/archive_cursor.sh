# The archive says which record comes next: not a cursor that stands elsewhere, nor --from.
seq 100 >in
ringctl create r
ringctl create r/keep --hold
ringcat -q -w r <in
ringcat -q -n 30 -c z --zstd -o app.zst r
ringcat -q -n 50 -c z r >/dev/null
ringcat -v -n 20 -c z --zstd -o app.zst r 2>err
says err '^ringcat: app.zst: goes on with record 30, where it ends, not 80$'
ringcat -q -n 5 -c z --from oldest r >/dev/null
ringcat -q -n 10 -c z --zstd -o app.zst r
ringcat -q -n 10 -c z --from newest --zstd -o app.zst r
ringctl rm r/z
ringcat -q -n 10 --zstd -o app.zst r
ringcat -q -x -P --zstd -o app.zst r
ringcat -q -x -P --zstd -o app.zst r
zstdcat app.zst >out
same in out

# An archive that has more of a ring than that ever had is not touched.
seq 5 | ringcat -q -w short
cp -r "$RINGPIPE_DIR/short.ring" saved
seq 6 10 | ringcat -q -w short
ringcat -q -x -P --zstd -o short.zst short
rm -r "$RINGPIPE_DIR/short.ring"
cp -r saved "$RINGPIPE_DIR/short.ring"
expect 1 ringcat -q -x -P --zstd -o short.zst short 2>err
says err "^ringcat: short.zst: holds the ring's records up to 9, but that has only 5$"
