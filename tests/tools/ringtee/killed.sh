# kill -9 of ringtee: every branch gets what was published, sees the end, and the ring is whole.
mkfifo input
touch a b
ringtee r 'cat >a; echo end >>a' -c slow 'sleep 0.5; cat >b; echo end >>b' <input 2>err &
tee=$!
exec 3>input
seq 100000 >&3
eventually test -s a
eventually published r 100000
slay "$tee"
exec 3>&-
eventually grep -q end a
eventually grep -q end b
{ seq 100000; echo end; } >wanted
same a wanted
same b wanted
# The next one simply goes on.
eventually attached r 0
seq 100001 100003 | ringtee -q r -c slow cat
