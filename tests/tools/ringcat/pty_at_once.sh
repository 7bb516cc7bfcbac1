# With --pty lines come out at once, where the C library would have held them back.
: >out
mkfifo go
ringcat -w --pty r cut -c 1- <go &
writer=$!
exec 3>go
ringcat --wait r >out 3>&- &
reader=$!
echo one >&3
eventually has_lines 1 out
echo two >&3
eventually has_lines 2 out
exec 3>&-
wait "$writer"
wait "$reader"
cat out
