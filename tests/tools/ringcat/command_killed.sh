# When ringcat is killed, the command ends by SIGPIPE at its next word, and the ring is as good as new.
: >out
mkfifo go
ringcat -w r bash -c 'echo $$; read -r line <go; echo more; sleep 50; echo too late' 2>err &
writer=$!
ringcat --wait r >out 2>err &
reader=$!
eventually has_lines 1 out
command=$(cat out)
slay "$writer"
expect 7 wait "$reader"
kill -0 "$command" || fail 'the command was killed, too'
echo >go
eventually ended "$command"
ringcat -w r echo again
ringcat r
