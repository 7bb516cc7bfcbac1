# Replayed no faster than it was recorded, by a factor if one is given; an old time after a newer one
# is no reason to wait.
objects() {
    printf '{"time":100.25,"data":"a"}\n{"time":%s,"data":"b"}\n{"time":50,"data":"c"}\n' "$1"
}
objects 100.65 | took 400 ringcat -q -w --replay r
objects 101.05 | took 400 ringcat -q -w --replay=2 r
objects 100.45 | took 400 ringcat -q -w --replay=0.5 r
objects 1000000000 | ringcat -q -w --replay=inf r
ringcat -q r | tr -d '\n'
echo
# What is due is published before the next one is waited for, and a signal ends the waiting.
objects 1000000000 | ringcat -q -w --replay s 2>err &
ringcat -q --wait -n 1 s
kill -TERM $!
expect 143 wait $! 2>/dev/null
