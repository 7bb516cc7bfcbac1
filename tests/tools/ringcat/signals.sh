# Stopping and continuing either side again and again changes nothing.
seq 3000000 >in
ringcat -w -s 64K r <in &
writer=$!
ringcat --wait r >out &
reader=$!
for _ in $(seq 40); do
    kill -STOP "$writer" 2>/dev/null || break
    sleep 0.005
    kill -CONT "$writer" 2>/dev/null || true
    kill -STOP "$reader" 2>/dev/null || break
    sleep 0.005
    kill -CONT "$reader" 2>/dev/null || true
done
wait "$writer"
wait "$reader"
same in out
