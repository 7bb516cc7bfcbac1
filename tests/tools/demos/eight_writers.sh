# Eight writers of 100 KB JSON lines, 800 of them, and not one is torn.
ringctl create -s 128M all
text=$(head -c 100000 /dev/zero | tr '\0' x)
generate() {
    for i in $(seq 100); do
        printf '{"writer":%d,"line":%d,"text":"%s","end":%d}\n' "$1" "$i" "$text" "$i"
    done
}
writers=()
for writer in $(seq 8); do
    generate "$writer" | ringcat -w all &
    writers+=($!)
done
wait "${writers[@]}"
ringcat -x all >out
jq -c 'select((.text | length) == 100000 and .line == .end) | [.writer, .line]' <out | sort >seen
for writer in $(seq 8); do
    for i in $(seq 100); do echo "[$writer,$i]"; done
done | sort >wanted
same wanted seen
