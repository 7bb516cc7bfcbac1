# A ring that is removed under it: exit status 4, and the command is asked to end.
mkfifo go
ringcat -w r bash -c 'trap "echo asked >told; exit" TERM; echo $$; read -r line <go; echo more
    while :; do sleep 0.01; done' 2>err &
writer=$!
ringcat --wait -n 1 r >out
ringctl rm --force r
# Not waiting for the command to open it: it may have been asked already.
exec 3<>go
echo >&3
expect 4 wait "$writer"
says err '^ringcat: r: the ring was removed'
cat told
