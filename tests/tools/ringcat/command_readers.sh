# With --readers the command is not started before they are there.
ringcat -w --readers 1 r sh -c 'echo ran >ran; echo said' &
writer=$!
sleep 0.3
[ ! -e ran ] || fail 'it ran'
ringcat --wait r
wait "$writer"
