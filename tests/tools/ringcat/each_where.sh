# With --where and --pick a batch holds what they let through; what they drop is consumed with it.
# shellcheck disable=SC2016  # they are for the command's shell
line() { seq "$1" "$2" | awk '{ print "{\"n\":" $1 ",\"odd\":" ($1 % 2 ? "true" : "false") "}" }'; }
line 1 9 | ringcat -q -w r
ringcat -q -x -c job --where odd=true --pick n r --each \
    'echo "$RINGPIPE_FIRST to $RINGPIPE_LAST, $RINGPIPE_COUNT"; cat'
# Nothing in it: the command is not run, but it was seen.
line 11 11 | ringcat -q -w r
ringcat -q -x -c job --where odd=false r --each 'echo never'
[ "$(ringcat -x r/job | wc -l)" -eq 0 ] || fail 'something was left'
echo --
line 1 9 | ringcat -q -w r
expect 8 ringcat -q -x -c job --where odd=false r --each 'cat; false' 2>err
echo --
ringcat -q -x -n 2 -c job --where odd=false r --each cat
echo --
(echo nonsense; line 9 9) | ringcat -q -w r
expect 1 ringcat -q -x -c job --where odd=false --invalid fail r --each cat 2>err
says err 'is not JSON'
echo --
ringcat -q -x -c job r --each cat
