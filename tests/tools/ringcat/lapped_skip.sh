# A reader that was lapped goes on and says how many records it lost, exactly.
# shellcheck source=lapped.bash
. "${EXPECT%/*}/ringcat/lapped.bash"
lapped 0
[ "$(tail -n 1 out)" -eq 1000000 ] || fail 'the last record is missing'
sort -n -c -u out || fail 'not in order'
lost=$((1000000 - $(wc -l <out)))
[ "$lost" -gt 0 ] || fail 'nothing was lost, so this shows nothing'
says err "[^0-9]${lost}[^0-9]"
