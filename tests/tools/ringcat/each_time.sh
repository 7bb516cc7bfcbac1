# A batch is handed over so much time after its first record, though there is room in it.
# shellcheck disable=SC2016  # they are for the command's shell
mkfifo input
ringcat -q -w r <input &
exec 3>input
ringcat -q --wait --batch 300ms r --each 'echo "$(paste -sd " ")" >>out' 3>&- &
reader=$!
printf '1\n2\n' >&3
eventually grep -qs 2 out
printf '3\n' >&3
eventually grep -qs 3 out
# The last one goes at the end, at once, however much time it would have.
exec 3>&-
wait "$reader"
seq 4 5 | ringcat -q -w r
ringcat -q --batch 1h r --each 'paste -sd " " >>out'
cat out
