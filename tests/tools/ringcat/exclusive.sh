# --exclusive keeps others out, and is refused where others are.
mkfifo input
ringcat -w --exclusive r <input &
writer=$!
exec 3>input
echo one >&3
ringcat --wait -n 1 r
expect 5 ringcat -w r </dev/null 2>err
says err '^ringcat: r: '
exec 3>&-
wait "$writer"
ringcat -w r <input &
exec 3>input
echo two >&3
ringcat --wait -n 1 r
expect 5 ringcat -w --exclusive r </dev/null 2>err
says err '^ringcat: r: '
