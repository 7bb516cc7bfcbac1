# Every scenario tells what it cost.
measure() { ring_bench "$@" --rounds 1 -J -q; }
export ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0"
measure throughput latency fanout writers burst cold --record 256 --method record \
    --idle adaptive --rate 10000 --readers 2 --writers 2 --duration 20ms -s 1M >out
measure lines -n 20000 >>out
jq -e -s 'map(select(.kind == "round"))
    | (map(.scenario) | unique | length) == 7
    and all(.processor_seconds > 0 and .processor_seconds_per_gb > 0 and .switches_per_record >= 0)
    and all(if .system == "ring" then .blocked_ratio >= 0 else .blocked_ratio == null end)
    ' out >/dev/null || fail "$(cut -c 1-900 out)"
# Looked at by tracing, which may be forbidden.
jq -e -s 'map(select(.kind == "round" and .scenario != "lines")) | all(.peak_bytes > 0)' out \
    >/dev/null || fail "$(cut -c 1-900 out)"
# Counted for all or, where the kernel does not tell, for none.
jq -e -s 'map(select(.kind == "round") | .system_calls_per_record != null) | unique | length == 1' \
    out >/dev/null || fail "$(cut -c 1-900 out)"
