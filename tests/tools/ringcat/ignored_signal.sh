# A signal that was ignored when it started, as under nohup, stays ignored.
mkfifo input
(
    trap '' HUP TERM
    exec ringcat -w r <input
) &
writer=$!
exec 3>input
echo one >&3
ringcat --wait -n 1 r
kill -HUP "$writer"
kill -TERM "$writer"
echo two >&3
ringcat -n 1 r
exec 3>&-
wait "$writer"
