# A ring that is removed under its users ends them with exit code 4, also those who have nothing to
# do.
mkfifo input
ringcat -w r <input 2>writer_err &
writer=$!
# Not to be ended by SIGPIPE if the writer has.
exec 3<>input
printf 'before\nhalf a line' >&3
ringcat --wait r >out 2>err &
reader=$!
eventually test -s out
ringctl rm --force r
expect 4 wait "$reader"
says err '^ringcat: r: '
expect 4 wait "$writer"
says writer_err '^ringcat: r: the ring was removed$'
says writer_err '^ringcat: stdin: 11 bytes of it not published$'

# Whatever they wait for.
for way in --framing=raw --framing=len32 --timeout=1h --replay; do
    ringcat -q -w "$way" r <input 2>writer_err &
    writer=$!
    eventually writing r 1
    ringctl rm --force r
    expect 4 wait "$writer"
    says writer_err '^ringcat: r: the ring was removed$'
done
ringcat -q -w r sh -c 'echo $$ >pid; exec sleep 1000' 2>writer_err &
writer=$!
eventually test -s pid
ringctl rm --force r
expect 4 wait "$writer"
says writer_err '^ringcat: r: the ring was removed$'
ended "$(cat pid)" || fail 'its command goes on'
