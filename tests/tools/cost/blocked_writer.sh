# A writer that waits for room costs nothing: no tick and at most 300 system calls in 10 s.
ringctl create -s 64K r
ringctl create r/slow --hold
seq 100000 >in
ringcat -q -w r <in &
writer=$!
sleep 1.5
ended "$writer" && fail 'it did not block'
idle "$writer"
