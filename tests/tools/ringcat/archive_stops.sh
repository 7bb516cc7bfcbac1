# TERM and HUP: what has come is in the file, then it ends; --timeout, the end of the stream and
# the death of a writer likewise, each with its exit status.
ringctl create r
for signal in TERM HUP; do
    # However long it takes to read one record; nothing else hands over a batch of it.
    for seconds in 0.05 0.5 2 5; do
        ringcat -q -f -c z --batch 1M,1h --zstd -o app.zst r &
        eventually attached r 1
        echo "$signal" | ringcat -q -w r
        sleep "$seconds"
        kill -"$signal" $!
        { expect $((128 + $(kill -l "$signal"))) wait $!; } 2>/dev/null  # where the shell tells of it
        [ "$(zstdcat app.zst | tail -1)" != "$signal" ] || break
        ringcat -q -x -c z r >/dev/null
    done
done
expect 124 ringcat -q -f -c z --timeout 100ms --zstd -o app.zst r 2>err
echo end | ringcat -q -w r
ringcat -q -c z --zstd -o app.zst r
zstdcat app.zst
mkfifo input
ringcat -q -w r <input &
writer=$!
exec 3>input
echo died >&3
ringcat -q --wait -c z --batch 1M,10ms --zstd -o app.zst r 2>err &
reader=$!
has_died() { zstdcat app.zst | grep died >/dev/null; }
eventually has_died
slay "$writer"
expect 7 wait "$reader"
says err '^ringcat: r: the writer died$'
