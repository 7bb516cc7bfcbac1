# Also for a reader that comes long after; and the next writer makes the ring whole again.
mkfifo input
ringcat -w r <input &
writer=$!
exec 3>input
seq 3 >&3
ringcat --wait -n 1 r
slay "$writer"
expect 7 ringcat r 2>/dev/null
exec 3>&-
seq 4 6 | ringcat -w r
ringcat r
