# A document that is longer than the ring's largest record is put together before it is judged.
awk 'BEGIN {
    for (level = 1; level <= 3; ++level) {
        printf "{\"text\":\""
        for (i = 0; i < 40000; ++i) printf "%d words of a long story; ", i
        printf "\",\"n\":%d}\n{\"n\":%d}\n", level, level
    }
}' >in
ringcat -q -w -s 64K r <in &
ringcat --wait --where n=2 --invalid fail r >out
wait
grep '"n":2}' in | cmp - out
has_lines 2 out
[ "$(wc -c <out)" -gt 1000000 ] || fail 'it was not long'

# Its writer died within it: what is there is not JSON, and that is said.
mkfifo input
ringcat -q -w -s 64K s <input &
writer=$!
exec 3>input
head -c 300000 in >&3 &
ringcat --wait --where n=1 s >out 2>err &
reader=$!
eventually attached s 1
eventually published_least s 2
slay "$writer"
expect 7 wait "$reader"
[ ! -s out ] || fail 'it delivered a part'
says err '1 record was not JSON, and dropped'
exec 3>&-
