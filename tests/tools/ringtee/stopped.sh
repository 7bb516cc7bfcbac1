# A stopped lossless command is waited for; it is not dead, and gets everything when it goes on.
seq 500000 >in
ringtee -q -s 64K r 'cat >a' 'echo $$ >pid; exec cat >b' <in &
tee=$!
eventually test -s pid
kill -STOP "$(cat pid)" 2>/dev/null || true
sleep 0.3
kill -CONT "$(cat pid)" 2>/dev/null || true
wait "$tee"
same in a
same in b
