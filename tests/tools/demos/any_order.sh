# Any order, any time: the reader first, two writers that come and go, one stream.
ringcat -f --wait q >out &
reader=$!
seq 3 | ringcat -w q
seq 4 6 | ringcat -w q
eventually has_lines 6 out
kill -TERM "$reader"
expect 143 wait "$reader"
cat out
