# Signals reach a command on a terminal of its own, INT all that is in the foreground there.
: >out
set -m
# shellcheck disable=SC2016  # for the shell inside
ringcat -w --pty r bash -c '
    trap "echo TERM" TERM
    bash -c "trap \"echo INT below; exit\" INT; echo begin; while :; do sleep 0.01; done"
    trap "echo INT; exit 6" INT
    echo alone
    while :; do sleep 0.01; done' 2>err &
writer=$!
set +m
ringcat --wait r >out &
reader=$!
eventually has_lines 1 out
kill -INT "$writer"
eventually has_lines 3 out
kill -TERM "$writer"
eventually has_lines 4 out
kill -INT "$writer"
expect 6 wait "$writer"
wait "$reader"
cat out
# Killed, it takes the terminal along.
ringcat -w --pty k bash -c 'echo $$; while :; do sleep 0.01; done' &
writer=$!
eventually test -e "$RINGPIPE_DIR/k.ring"
ringcat --wait -n 1 k >pid
slay "$writer"
eventually ended "$(cat pid)"
