# The same where the writer is somebody else.
mkfifo go
seq 1000000 >in
ringctl create -s 64K r
ringtee --from-ring -f r 'head -c 6888896 | cat >a' 'read -r _ <go; head -c 6888896 >b' 2>err &
tee=$!
eventually attached r 2
ringcat -q -w r <in &
writer=$!
eventually grep -q waits err
says err "^ringtee: branch 2 .*: the ring is full and waits for this branch"
echo on >go
wait "$writer"
wait "$tee"
same in a
same in b
says err "branch 2 .* held up the writer for [0-9.]+m?s"
