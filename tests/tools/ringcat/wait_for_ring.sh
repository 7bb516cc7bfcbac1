# --wait waits for a ring that does not exist yet.
ringcat --wait r &
reader=$!
sleep 0.3
seq 3 | ringcat -w r
wait "$reader"
