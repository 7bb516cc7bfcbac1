# kill -9 of a branch's feeder: its command sees the end of its input, the others get everything.
mkfifo input
touch a b
ringtee r 'cat >a; echo end >>a' 'cat >b' <input 2>err &
tee=$!
exec 3>input
seq 1000 >&3
eventually has_lines 1000 a
eventually has_lines 1000 b
kill -KILL "$(ringstat -J --sample 0 r | jq '.reader_list[] | select(.command | startswith("tee:cat >a")) | .pid')"
eventually grep -q end a
seq 1001 500000 >&3
exec 3>&-
expect 8 wait "$tee"
same b <(seq 500000)
says err "^ringtee: branch 1 .* its feeder was killed by SIGKILL"
