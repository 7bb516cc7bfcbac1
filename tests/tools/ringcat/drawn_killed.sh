# A writer that is killed while lines go straight from its input into the ring leaves whole lines.
seq 6000000 >in
for ((i = 1; i <= 24; ++i)); do
    ringctl create -s 4M --on-full drop-old r
    if ((i % 2)); then
        ringcat -w r <in &
        writer=$!
        sleep "0.00$((i % 10))"
    else
        seq inf | ringcat -w r &
        writer=$!
        eventually published_least r $((i * 10000))
    fi
    slay "$writer" 2>/dev/null || true  # it may have come to the end before
    if ! published_least r 1; then
        ringctl rm r
        continue
    fi
    status=0
    ringcat --from oldest r >out 2>err || status=$?
    [ "$status" -eq 7 ] || [ "$i:$status" = "$((i | 1)):0" ] || fail "kill $i: the reader ends with $status: $(cat err)"
    if [ -s out ]; then
        seq "$(head -n 1 out)" "$(tail -n 1 out)" | cmp - out || fail "kill $i tore a line"
    fi
    ringctl rm r
done
