# What still fails is appended whole to a file, and then consumed; the next batch has its turn.
# shellcheck disable=SC2016  # they are for the command's shell
seq 9 | ringcat -q -w r
ringcat -x -c job --batch 6 --dead-letter refused r --each '[ "$RINGPIPE_FIRST" -ne 3 ] && cat' 2>err
says err 'exited 1; records 3 to 5 went to refused$'
echo --
cat refused
[ "$(stat -c %a refused)" = 600 ] || fail "mode $(stat -c %a refused)"
echo --
seq 2 | ringcat -q -w r
ringcat -q -f -n 2 -c job --batch 50ms --retry 1 --dead-letter refused r --each 'echo try; false'
echo --
cat refused
expect 2 ringcat -f r --each true --dead-letter refused 2>err
says err 'needs --retry'
# It cannot be written: the batch is not consumed.
seq 3 | ringcat -q -w r
expect 1 ringcat -x -c job --dead-letter no/such/folder r --each false 2>err
says err '^ringcat: no/such/folder: No such file'
echo --
ringcat -q -x -P r
[ -c /dev/full ] || skip 'there is no /dev/full'
expect 1 ringcat -x -c job --dead-letter /dev/full r --each false 2>err
says err '^ringcat: /dev/full: No space'
ringcat -q -x -c job r --each 'wc -l'
