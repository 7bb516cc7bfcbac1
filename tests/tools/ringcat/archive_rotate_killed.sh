# Killed between setting a file aside and making the new one: the newest that was set aside says how
# far the archive is, though the cursor does not; and a file of which only a part was made is mended.
seq 1000 >in
ringctl create r
ringctl create r/z --hold
ringctl create r/spare --hold
ringcat -q -w r <in
ringcat -q -P -n 400 --from oldest --zstd -o app.2026-01-01T000000.000Z.zst r
ringcat -q -P -n 700 --from oldest --zstd -o app.zst r
ringcat -q -n 5 -c z r >/dev/null
cp app.zst live
rm app.zst
ringcat -q -x -P --from oldest --zstd -o app.zst r
zstdcat app.2*.zst app.zst >out
same in out
# A cursor that is ahead does not count either.
rm app.zst
ringcat -q -x -c z --zstd -o app.zst r
zstdcat app.2*.zst app.zst >out
same in out
for bytes in 0 1 100 128; do
    cp live part
    head -c "$bytes" part >app.zst
    ringcat -q -x -c z --zstd -o app.zst r
    zstdcat app.2*.zst app.zst >out
    same in out
done
# Both are in use as long as the one that was set aside is.
rm app.zst
flock -n app.2026-01-01T000000.000Z.zst true
exec 8<app.2026-01-01T000000.000Z.zst
flock 8
expect 5 ringcat -q -x -c z --zstd -o app.zst r 2>err
says err 'another process archives there'
