# Raw framing makes a record of what each read brings and adds nothing to it.
mkfifo input
ringcat -w --framing raw r <input &
writer=$!
exec 3>input
printf 'first\nand more' >&3
eventually published r 1
printf 'second\n' >&3
exec 3>&-
wait "$writer"
ringcat -n 1 r
echo
ringcat r
