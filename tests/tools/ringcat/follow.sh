# -f goes on over the end of a writer.
ringcat -f --wait -n 6 r &
reader=$!
seq 3 | ringcat -w r
sleep 0.3
seq 4 6 | ringcat -w r
wait "$reader"
