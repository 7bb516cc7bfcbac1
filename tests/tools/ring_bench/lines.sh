# The scenario that runs the tools themselves: what comes out of them is the file that went in.
# What looks for leaks cannot be traced itself.
export ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0"
# More than the ring holds.
ring_bench lines --rounds 1 -n 200000 -J -q >out
jq -e -s 'map(select(.kind == "round")) | length == 6 and all(.errors == 0 and .records == 200000 and .bytes > 17000000)' out \
    >/dev/null || fail "$(cat out)"
jq -e 'select(.kind == "summary") | .errors == 0' out >/dev/null || fail 'no summary'
