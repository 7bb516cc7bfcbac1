# Either side stays under 16 MiB of memory of its own, whatever goes through.
[ -z "${RINGPIPE_SANITIZED-}" ] || skip 'a sanitizer has memory of its own'
ringctl create -s 1M r
ringctl create r/slow --hold
yes 'some line of text that goes through the ring' | head -c 200000000 | ringcat -q -w r &
writer=$!
mkfifo output
ringcat --wait -c slow r >output &
reader=$!
exec 3<output
head -c 150000000 <&3 >/dev/null
for pid in "$writer" "$reader"; do
    [ "$(cat "/proc/$pid/comm")" = ringcat ] || fail "$pid is no ringcat"
    kib=$(awk '/^RssAnon:/ { print $2 }' "/proc/$pid/status")
    [ "$kib" -lt 16384 ] || fail "$pid has $kib KiB"
done
