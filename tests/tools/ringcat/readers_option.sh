# --readers N publishes nothing before N readers hold.
seq 3 | ringcat -w --readers 2 r &
writer=$!
ringcat --wait r >one &
one=$!
sleep 0.3
ended "$writer" && fail 'it did not wait for the second reader'
ringcat --wait r >two
wait "$one"
wait "$writer"
cat one two
