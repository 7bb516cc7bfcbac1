# What was overwritten is told; a batch has no gap in it, and goes to the command before the gap.
# shellcheck disable=SC2016  # they are for the command's shell
ringctl create -s 64K --on-full drop-old r
seq 100 | ringcat -q -w r
ringcat -f -n 4000 -c job --batch 1K,100ms r --each \
    'echo "$RINGPIPE_FIRST $RINGPIPE_LAST $RINGPIPE_COUNT $(head -n 1) $(tail -n 1)" >>out
     [ -e go ] || touch started; until [ -e go ]; do sleep 0.01; done' 2>err &
reader=$!
eventually test -e started
seq 101 100000 | ringcat -q -w r
touch go
wait "$reader"
says err '^ringcat: r: [0-9]+ records lost: overwritten before they were read'
awk '$2 - $1 + 1 != $3 || $4 != $1 + 1 { print "wrong:", $0 }' out
[ "$(awk '{ n += $3 } END { print n }' out)" -eq 4000 ] || fail 'not 4000 records'
rm started go
ringcat -f -c job2 --from oldest --on-lost fail --batch 1K,100ms r --each \
    'touch started; until [ -e go ]; do sleep 0.01; done' 2>err &
reader=$!
eventually test -e started
seq 100000 | ringcat -q -w r
touch go
expect 6 wait "$reader"
says err '^ringcat: r: [0-9]+ records lost before record'
