# The command's end is the end of the stream, also where a child that it left holds its output.
ringcat -w r sh -c 'sleep 1000 & echo said; exit 3' 2>err || [ $? -eq 3 ] || fail 'exit status'
says err '^ringcat: sh: has ended, and left behind'
ringcat r
# One that never stops talking, too.
ringcat -q -w --on-full drop-old -s 64K talk sh -c 'yes & until [ -e go ]; do sleep 0.01; done' &
talker=$!
eventually published_least talk 1
touch go
wait "$talker"
[ "$(ringcat -x -q talk | tail -n 1)" = y ] || fail 'it was not heard'
# One that only has a last word is heard out, if it says it within 0.2 s: which takes a machine that
# has the time.
heard_out() {
    ringcat -w r sh -c '(sleep 0.05; echo last) & echo first' 2>err
    ringcat r >out
    [ ! -s err ] || return 1
    [ "$(cat out)" = $'first\nlast' ] || fail "it was cut short without a word: $(cat out)"
}
eventually heard_out
