# Freeze a consumer, nobody cares: the healthy branch runs on, ringstat shows who sleeps, how far
# behind it is, and what it lost.
yes "$(date)" | ringtee -J demo --lossy 'sleep 60' 'cat >out' 2>err &
tee=$!
eventually test -s out
sleep 1
before=$(stat -c %s out)
sleep 1
[ "$(stat -c %s out)" -gt "$((before + 20000000))" ] || fail 'the healthy branch stands still'
ringstat -J --sample 0 demo >stat
sleeper='.reader_list[] | select(.command | startswith("tee:sleep"))'
[ "$(jq "$sleeper | .lag_records > 100000" stat)" = true ] || fail "no lag: $(cat stat)"
# The producer ends; the sleeper is passed the signal that ends the rest.
kill -TERM "$tee"
expect 143 wait "$tee"
jq -se '.[0].lost > 100000 and .[1].lost == 0' <(grep '^{' err) >/dev/null || fail "$(cat err)"
