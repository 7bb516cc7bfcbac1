# Signals are passed on, and what the command says about them is published; it decides whether it ends.
# shellcheck disable=SC2016  # for the shell inside
ringcat -w r bash -c '
    for signal in INT TERM HUP QUIT USR1 USR2; do trap "echo $signal" $signal; done
    trap "echo over; exit 5" PWR
    echo $$
    while :; do sleep 0.01; done' 2>err &
writer=$!
ringcat --wait r >out &
reader=$!
eventually test -s out
said() { grep -q "^$1\$" out; }
# INT and QUIT are ignored by what a shell without job control starts in the background.
for signal in TERM HUP USR1 USR2; do
    kill -"$signal" "$writer"
    eventually said "$signal"
done
kill -PWR "$(head -n 1 out)"
expect 5 wait "$writer"
wait "$reader"
tail -n +2 out
# One that it does not catch ends it, and us as it did.
ringcat -w r sleep 100 2>err &
writer=$!
eventually pgrep -P "$writer" -x sleep >pid
kill -TERM "$writer"
expect 143 wait "$writer"
eventually ended "$(head -n 1 pid)"
