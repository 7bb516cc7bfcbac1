# A writer that was killed is told apart from one that ended: exit code 7, after all it published.
mkfifo input
touch out
ringcat -q -w r <input &
writer=$!
exec 3>input
seq 3 >&3
ringtee --from-ring --wait r 'cat >out' 2>err &
tee=$!
eventually has_lines 3 out
slay "$writer"
expect 7 wait "$tee"
says err '^ringtee: r: the writer died'
same out <(seq 3)
