# The exit status is the command's: 128 + n for a signal, 126 and 127 where it cannot be run.
expect 0 ringcat -w r true
expect 7 ringcat -w r sh -c 'echo seven; exit 7'
expect 255 ringcat -w r sh -c 'exit 255'
expect 147 ringcat -w r sh -c 'exit 147'
ringcat -w r sh -c 'kill -TERM $$' &
expect 143 wait $!
expect 138 ringcat -q -w r sh -c 'kill -USR1 $$'
expect 137 ringcat -w r sh -c 'kill -KILL $$' 2>err
says err '^ringcat: sh: killed by SIGKILL$'
expect 127 ringcat -w r no-such-command 2>err
says err '^ringcat: no-such-command: No such file or directory$'
echo text >file
expect 126 ringcat -w r ./file 2>err
says err '^ringcat: ./file: Permission denied$'
says err "^hint: .*ringcat -w r <./file"
expect 126 ringcat -w r / 2>err
says err '^ringcat: /: '
# What was said is there, and its end.
ringcat r
