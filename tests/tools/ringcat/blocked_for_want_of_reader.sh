# A writer that waits for a first reader says so, once, and says what would help.
seq 100000 >in
ringcat -w -s 64K r <in 2>err &
writer=$!
sleep 2.5
ended "$writer" && fail 'it did not wait'
[ "$(grep -c reader err)" -ge 1 ] || fail "it said: $(cat err)"
[ "$(wc -l <err)" -le 2 ] || fail "it said more than once: $(cat err)"
ringcat r >out
wait "$writer"
same in out
