# As tee, what comes in goes out at once, also before its line has ended.
mkfifo input
ringtee r <input >out &
tee=$!
exec 3>input
printf prompt >&3
eventually test -s out
cat out
exec 3>&-
wait "$tee"
