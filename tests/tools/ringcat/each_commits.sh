# The cursor moves when the command exits 0, and only then; what failed comes again, with what is new.
# shellcheck disable=SC2016  # they are for the command's shell
seq 3 | ringcat -q -w r
expect 8 ringcat -x --hold -c job r --each 'cat; exit 3' 2>err
says err "^ringcat: r: 'cat; exit 3' exited 3; records 0 to 2 were not consumed$"
says err "^hint: .*job"
echo --
expect 8 ringcat -q -x -c job r --each 'kill -KILL $$' 2>err
says err 'killed by SIGKILL'
expect 8 ringcat -q -x -c job r --each 'no-such-command' 2>err
says err 'no such command'
seq 4 5 | ringcat -q -w r
# Of two batches the first is done, the second is not.
expect 8 ringcat -q -x -c job --batch 6 r --each 'cat; [ "$RINGPIPE_FIRST" -eq 0 ]' 2>/dev/null
echo --
ringcat -q -x -c job r --each cat
echo --
ringcat -q -x -c job r --each 'echo never'
[ "$(ringcat -x r/job | wc -l)" -eq 0 ] || fail 'something was left'
# Nobody named it: on a ring whose writers wait, what was done is consumed all the same.
seq 3 | ringcat -q -w s
expect 8 ringcat -q -x s --each false 2>/dev/null
ringcat -q -x s --each cat
ringcat -q -x s --each cat
