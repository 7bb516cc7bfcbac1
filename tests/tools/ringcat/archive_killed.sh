# Killed at any moment under load, again and again, with rotation and without: every record is in the
# archive exactly once, in order. RINGPIPE_KILLS says how often; the default is 100.
kills=${RINGPIPE_KILLS:-100}
longest_ms=60
if [ -n "${RINGPIPE_SANITIZED-}" ]; then
    kills=40
    longest_ms=400
fi
ringctl create -s 1M r
ringctl create r/one --hold
ringctl create r/many --hold
# More lines than can be archived meanwhile; the writer waits for both.
seq 100000000 | ringcat -q -w r 2>/dev/null &
writer=$!
batches=('1M,5s' '4K,1ms' '64K,5ms' '100,1ms')
for ((i = 0; i < kills; i += 2)); do
    batch=${batches[i / 2 % 4]}
    ringcat -q -f -c one --batch "$batch" --zstd=1 -o one.zst r &
    first=$!
    ringcat -q -f -c many --batch "$batch" --zstd=1 --rotate 100K -o many.zst r &
    second=$!
    sleep "$(printf '0.%03d' $((RANDOM % longest_ms)))"
    slay "$first"
    slay "$second"
done 2>err
slay "$writer"
sed -n '/cut [0-9]* bytes/d; p' err >&2
ringcat -q -c one --zstd=1 -o one.zst r 2>err &
one=$!
expect 7 ringcat -q -c many --zstd=1 --rotate 100K -o many.zst r 2>err2
expect 7 wait "$one"
counted() { awk '$1 != NR { print "record", NR, "is", $0; exit 1 } END { print NR }'; }
one=$(zstdcat one.zst | counted)
many=$(zstdcat many.2*.zst many.zst | counted)
[ "$one" = "$many" ] || fail "$one in one file, $many in many"
[ "$one" -gt 100000 ] || fail "only $one"
