# A reader that waits costs nothing: no tick and at most 300 system calls in 10 s.
mkfifo input
ringcat -w r <input &
exec 3>input
echo one >&3
ringcat --wait r >out &
reader=$!
eventually test -s out
idle "$reader"
