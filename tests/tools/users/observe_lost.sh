# An observer without a slot is told exactly what it lost, and holds nobody back.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
mkfifo full
policy=drop-old
for ring in old blocks; do
    seq 10 | alice ringcat -q -w -s 64K --on-full "$policy" --mode 0640 --group 61000 "$ring"
    # It takes a few records, and then is stuck in front of a pipe that nobody reads.
    "${bob[@]}" ringcat -P -f "$ring" >full 2>err &
    observer=$!
    exec 4<full
    dd bs=21 count=1 <&4 of=out 2>/dev/null  # not a byte more
    "${alice[@]}" ringcat -q -f "$ring" >/dev/null &
    consumer=$!
    seq 11 200000 | alice ringcat -q -w "$ring"
    cat <&4 >rest &
    eventually grep -qx 200000 rest
    kill -TERM "$observer"
    expect 143 wait "$observer"
    exec 4<&-
    lost=$(sed -n "s/^ringcat: $ring: \([0-9]*\) records lost: overwritten before.*/\1/p" err)
    [ $(($(wc -l <out) + $(wc -l <rest) + lost)) -eq 200000 ] || fail "$(cat err), $(wc -l <rest)"
    [ "$lost" -gt 0 ] || fail 'nothing was lost'
    slay "$consumer"
    policy=block
done
