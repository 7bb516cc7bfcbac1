# INT and QUIT are passed on, too, once for each that was sent.
set -m
# shellcheck disable=SC2016  # for the shell inside
ringcat -w r bash -c '
    trap "echo INT" INT
    trap "echo QUIT; exit 9" QUIT
    echo begin
    while :; do sleep 0.01; done' &
writer=$!
set +m
ringcat --wait r >out &
reader=$!
eventually test -s out
kill -INT "$writer"
eventually has_lines 2 out
kill -QUIT "$writer"
expect 9 wait "$writer"
wait "$reader"
cat out
