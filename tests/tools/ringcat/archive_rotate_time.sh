# Rotated by time also while nothing comes, but not as long as there is nothing in the file; also
# when it was begun by an earlier process; and sorted by age although the clock was set back.
set_aside() { compgen -G 'app.*Z.zst' | wc -l; }
is_aside() { [ "$(set_aside)" -eq "$1" ]; }
echo 1 | ringcat -q -w r
touch app.2998-12-31T235959.999Z.zst
ringcat -q -f -c z --batch 10ms --zstd --rotate 100ms -o app.zst r &
archiver=$!
eventually is_aside 2
echo 2 | ringcat -q -w r
eventually is_aside 3
sleep 0.5
is_aside 3 || fail "$(set_aside) files of nothing"
kill "$archiver"
expect 143 wait "$archiver" 2>/dev/null
echo 3 | ringcat -q -w r
ringcat -q -x -c z --zstd -o app.zst r
ringcat -q -f -c z --batch 10ms --zstd --rotate 100ms -o app.zst r &
archiver=$!
eventually is_aside 4
kill "$archiver"
expect 143 wait "$archiver" 2>/dev/null
[ ! -s "$(printf '%s\n' app.*Z.zst | head -1)" ] || fail 'the clock counted'
for file in app.*Z.zst; do [ ! -s "$file" ] || zstdcat "$file"; done
zstdcat app.zst
