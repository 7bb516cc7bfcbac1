# --framing len32: records of any bytes and sizes, their length before each, both ways.
{
    printf '\0\0\0\0'
    printf '\4\0\0\0\0\n\xff\0'
    printf '\1\0\0\0\n'
    printf '\0\0\0\0'
    printf '\40\116\0\0'
    head -c 20000 /dev/urandom
    for _ in $(seq 2000); do printf '\3\0\0\0abc\5\0\0\0a\nb\nc'; done
} >in
ringcat -q -w -s 256K --framing len32 r <in
ringcat -P -J -n 4 r | jq -c 'del(.time)'
ringcat -P --framing len32 r >out
same in out
# As they arrive, whatever the pieces in which they come.
{
    head -c 6 in
    sleep 0.05
    head -c 9 in | tail -c 3
    sleep 0.05
    tail -c +10 in
} | ringcat -q -w -s 256K --framing len32 slow
ringcat --framing len32 slow | cmp - in
# Lines have a length instead of their ends, also those that came in parts.
printf 'one\n\nlast' | ringcat -q -w lines
ringcat --framing len32 lines | od -An -c
{
    head -c 100000 /dev/zero | tr '\0' x
    echo
    echo next
} | ringcat -q -w -s 64K long &
ringcat --wait --framing len32 long >out
wait
head -c 4 out | od -An -tu4 | tr -d ' '
tail -c 9 out | od -An -c
# -n, --where and -t select as they do elsewhere.
(ringcat -q -w -n 3 --framing len32 some && ringcat -q -w -n 1 --framing len32 other) <in
ringcat -J some | jq -c .seq
ringcat -J other | jq -c '[.seq, .data]'
for n in 1 2 3; do echo "{\"n\":$n}"; done | ringcat -q -w -t 5 where
ringcat --framing len32 -t 5 --where 'n>=2' -n 1 where | od -An -c
