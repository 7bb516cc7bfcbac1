# TERM ends either side cleanly: the shell sees the signal, the others see an end and no death.
mkfifo input
ringcat -w r <input &
writer=$!
exec 3>input
echo first >&3
ringcat --wait -f r >out &
reader=$!
eventually test -s out
kill -TERM "$reader"
expect 143 wait "$reader"
cat out
echo second >&3
ringcat -n 1 r
kill -TERM "$writer"
expect 143 wait "$writer"
ringcat r
