# The black box: the last published lines of a program that was killed, complete and at once.
(
    i=0
    while :; do
        i=$((i + 1))
        echo "line $i of the application, with some words to fill it"
    done
) | ringcat -w -s 64K --on-full drop-old box &
writer=$!
eventually published_least box 10000
slay "$writer"
expect 7 ringcat box >out 2>err
first=$(head -n 1 out | cut -d ' ' -f 2)
count=$(wc -l <out)
[ "$first" -gt 1 ] || fail 'the ring was not even filled once'
[ "$count" -gt 100 ] || fail "only $count lines were kept"
for i in $(seq "$first" $((first + count - 1))); do
    echo "line $i of the application, with some words to fill it"
done >wanted
same wanted out
