# A line comes out of every branch at once; nobody waits for more.
mkfifo input
touch a b
ringtee -q r 'cat >a' --sample 1/1 'cat >b' <input &
tee=$!
exec 3>input
echo one >&3
eventually test -s a
eventually test -s b
exec 3>&-
wait "$tee"
cat a
