# With -J, --framing len32, -t or --mark-gaps the archive holds what a reader would have been given,
# once, wherever it was stopped; and --replay has the records back.
{
    seq 3000
    head -c 3000 /dev/urandom
    printf '\n\303\244 "quoted"\nunfinished'
} >in
ringcat -q -w -t 7 r <in
ringcat -q -P -J --from oldest r >wanted
ringcat -q -n 100 -J -c z --batch 3K --zstd -o app.zst r
ringcat -q -n 2000 -J -c z --batch 3K --zstd -o app.zst r
ringcat -q -J -c z --zstd -o app.zst r
same wanted <(zstdcat app.zst)
head -c 3500 app.zst >torn
ringcat -q -x -P -J --zstd -o torn r
same wanted <(zstdcat torn)

zstdcat app.zst | ringcat -q -w --replay=inf again
same in <(ringcat -q -P --from oldest again)
[ "$(ringcat -q -J again | jq .tag | sort -u)" = 7 ]

ringcat -q -P --from oldest --framing len32 --zstd -o len32.zst r
same <(zstdcat len32.zst) <(ringcat -q -P --from oldest --framing len32 r)

seq 5001 5003 | ringcat -q -w r
ringcat -q -x -P --from oldest -t 0 --zstd -o tagged.zst r
ringcat -q -x -P --from oldest -t 0 --zstd -o tagged.zst r
zstdcat tagged.zst

# Each gap is told once, where it is.
for form in -J --mark-gaps; do
    ringctl create -s 64K --on-full drop-old lossy
    seq 10 | ringcat -q -w lossy
    ringcat -q -x "$form" --zstd -o "gap$form.zst" lossy
    seq 11 60000 | ringcat -q -w lossy
    ringcat -q -x "$form" --zstd -o "gap$form.zst" lossy
    ringcat -q -x "$form" --zstd -o "gap$form.zst" lossy
    ringctl rm lossy
done
zstdcat gap-J.zst | jq -e -s 'map(select(.gap)) | length == 1 and .[0].first == 10' >/dev/null
lost=$(zstdcat gap-J.zst | jq 'select(.gap) | .gap')
[ $((lost + $(zstdcat gap-J.zst | wc -l) - 1)) -eq 60000 ]
[ "$(zstdcat gap--mark-gaps.zst | grep -c -v '^[0-9]*$')" -eq 1 ]
