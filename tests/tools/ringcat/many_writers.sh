# Four writers at once: every line whole, each writer's in order.
ringctl create -s 1M r
ringcat --wait r >out &
reader=$!
# Holding the ring open keeps the reader from seeing an end between two writers.
mkfifo input
ringcat -w r <input &
exec 3>input
eventually writing r 1
writers=()
for writer in 1 2 3 4; do
    seq -f "$writer %.0f" 50000 | ringcat -w r &
    writers+=($!)
done
wait "${writers[@]}"
exec 3>&-
wait "$reader"
for writer in 1 2 3 4; do
    grep "^$writer " out | cut -d ' ' -f 2 | cmp - <(seq 50000) || fail "writer $writer"
done
[ "$(wc -l <out)" -eq 200000 ] || fail 'too many lines'
