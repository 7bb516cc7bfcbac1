# A lossless branch that is stuck holds the writer, and after a second ringtee says which one.
mkfifo go
seq 1000000 >in
ringtee -s 64K r 'cat >a' 'read -r _ <go; cat >b' <in 2>err &
tee=$!
eventually grep -q waits err
says err "^ringtee: branch 2 'read -r _ <go; cat >b': the ring is full and waits for this branch"
echo on >go
wait "$tee"
same in a
same in b
says err "branch 2 .* held up the writer for [0-9.]+m?s"
[ "$(grep -c 'is full' err)" -eq 1 ] || fail 'it was said more than once'
