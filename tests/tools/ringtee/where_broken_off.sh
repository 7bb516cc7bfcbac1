# The writer died within a long record: what is there of it is not JSON, and that is said.
{
    echo '{"n":1}'
    printf '{"text":"'
    head -c 300000 /dev/zero | tr '\0' x
} >in
mkfifo input
ringcat -q -w -s 64K r <input &
writer=$!
exec 3>input
cat in >&3 &
feeder=$!
# With --sample records are taken one by one.
ringtee --from-ring --wait r --where n=1 'cat >a' --where n=1 --sample 1/1 --restart 'cat >b' \
    --invalid pass --where n=1 'cat >c' --invalid pass --where n=1 --restart 'cat >d' 2>err &
tee=$!
wait "$feeder"
enough() { shows r '.published_bytes > 250000'; }
eventually enough
slay "$writer"
expect 7 wait "$tee"
same a <(echo '{"n":1}')
same b a
# Of the last part, what was not published died with the writer.
[ "$(wc -c <c)" -gt 200000 ] || fail "$(wc -c <c) bytes were passed on"
cmp -n "$(wc -c <c)" c in
same d c
[ "$(grep -c '1 not JSON and dropped$' err)" -eq 2 ] || fail "the report is $(cat err)"
[ "$(grep -c '1 not JSON and passed on$' err)" -eq 2 ] || fail "the report is $(cat err)"
exec 3>&-
