# A reader that was lapped goes on and says how many records it lost, exactly.
ringctl create -s 64K --on-full drop-old r
mkfifo output
ringcat --wait r >output 2>err &
reader=$!
exec 3<output
eventually attached r 1
seq 1000000 | ringcat -w r
cat <&3 >out
exec 3<&-
expect 0 wait "$reader"
[ "$(tail -n 1 out)" -eq 1000000 ] || fail 'the last record is missing'
sort -n -c -u out || fail 'not in order'
lost=$((1000000 - $(wc -l <out)))
[ "$lost" -gt 0 ] || fail 'nothing was lost, so this shows nothing'
says err "[^0-9]${lost}[^0-9]"
