# A ring that is cut short under a reader is a message and exit code 4, not a core dump.
mkfifo input
ringcat -w r <input 2>/dev/null &
exec 3>input
echo before >&3
ringcat --wait r >out 2>err &
reader=$!
eventually test -s out
truncate -s 0 "$RINGPIPE_DIR/r.ring/data"
echo after >&3
expect 4 wait "$reader"
says err '^ringcat: r: '
