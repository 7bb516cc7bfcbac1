# A writer that waits for a first reader says so, once, and says what would help.
seq 100000 >in
ringcat -w -s 64K r <in 2>err &
writer=$!
eventually grep -q reader err
# Time enough to say it again.
sleep 1.5
ended "$writer" && fail 'it did not wait'
[ "$(wc -l <err)" -le 2 ] || fail "it said more than once: $(cat err)"
ringcat r >out
wait "$writer"
same in out
