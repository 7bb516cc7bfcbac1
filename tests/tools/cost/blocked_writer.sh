# A writer that waits for room costs nothing: under 10 ms of processor time and at most 300 system calls in 10 s.
ringctl create -s 64K r
ringctl create r/slow --hold
seq 100000 >in
ringcat -q -w r <in &
writer=$!
eventually blocked r
idle "$writer"
