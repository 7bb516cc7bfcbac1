# Freeze a consumer, nobody cares: the healthy branch runs on, ringstat shows who sleeps, how far
# behind it is, and what it lost.
yes "$(date)" | ringtee -J demo --lossy 'sleep 1000' 'cat >out' 2>err &
tee=$!
# More than the ring holds has gone past the sleeper.
has_grown() { [ "$(stat -c %s out)" -gt 50000000 ]; }
eventually has_grown
sleeper='.reader_list[] | select(.command | startswith("tee:sleep"))'
shows demo "$sleeper | .lag_records > 100000" || fail "no lag: $(ringstat -J demo)"
# The producer ends; the sleeper is passed the signal that ends the rest.
kill -TERM "$tee"
expect 143 wait "$tee"
jq -se '.[0].lost > 100000 and .[1].lost == 0' <(grep '^{' err) >/dev/null || fail "$(cat err)"
