# A ring that is removed under its users ends them with exit code 4.
mkfifo input
ringcat -w r <input 2>writer_err &
writer=$!
# Not to be ended by SIGPIPE if the writer has.
exec 3<>input
echo before >&3
ringcat --wait r >out 2>err &
reader=$!
eventually test -s out
ringctl rm --force r
expect 4 wait "$reader"
says err '^ringcat: r: '
echo after >&3
expect 4 wait "$writer"
says writer_err '^ringcat: r: '
