# --wait also waits for a writer of an old ring.
seq 3 | ringcat -w r
ringcat r
ringcat --wait r &
reader=$!
sleep 0.3
ended "$reader" && fail 'it ended with the old stream'
seq 4 6 | ringcat -w r
wait "$reader"
