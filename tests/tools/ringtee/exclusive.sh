# A ring with an exclusive writer: busy, and nothing is run.
mkfifo input
ringcat -q -w --exclusive r <input &
writer=$!
exec 3>input
eventually writing r 1
echo >in
expect 5 ringtee r "touch ran" <in 2>err
says err '^ringtee: r: has an exclusive writer'
[ ! -e ran ] || fail 'a command was run'
exec 3>&-
wait "$writer"
