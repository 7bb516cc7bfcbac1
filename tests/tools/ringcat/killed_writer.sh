# A writer that was killed is told apart from one that ended: exit code 7, after all it published.
mkfifo input
ringcat -w r <input &
writer=$!
exec 3>input
seq 3 >&3
ringcat --wait r >out 2>err &
reader=$!
eventually test -s out
slay "$writer"
expect 7 wait "$reader"
says err '^ringcat: r: .*writer'
cat out
