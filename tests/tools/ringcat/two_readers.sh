# Two readers at once each get everything.
seq 300000 >in
ringctl create -s 64K r
ringcat --wait r >one &
first=$!
ringcat --wait r >two &
second=$!
ringcat -w --readers 2 r <in
wait "$first"
wait "$second"
same in one
same in two
