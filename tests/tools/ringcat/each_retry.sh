# With -f, or --retry, a failed batch is offered again: the same bytes, before anything that is new.
# shellcheck disable=SC2016  # they are for the command's shell
seq 3 | ringcat -q -w r
ringcat -f -n 4 --batch 50ms -c job r --each \
    'cat >>seen; echo "$RINGPIPE_FIRST $RINGPIPE_LAST" >>seen; [ "$(wc -l <seen)" -ge 12 ]' 2>err &
reader=$!
eventually grep -qs again err
echo 4 | ringcat -q -w r
wait "$reader"
cat seen
[ "$(grep -c "exited 1; records 0 to 2, again in" err)" -eq 2 ] || fail "$(cat err)"
says err 'again in 100ms$'
says err 'again in 200ms$'
echo --
seq 2 | ringcat -q -w s
expect 8 ringcat -x --retry 2 s --each 'echo try; false' 2>err
[ "$(grep -c 'again in' err)" -eq 2 ] || fail "$(cat err)"
says err 'records 0 to 1 were not consumed'
expect 8 ringcat -q -f --retry 1 s --each 'echo again; false' 2>err
