# The command's end is the end of the stream, also where a child that it left holds its output.
took 0 5000 ringcat -w r sh -c 'sleep 50 & echo said; exit 3' 2>err || [ $? -eq 3 ] || fail 'exit status'
says err '^ringcat: sh: has ended, and left behind'
ringcat r
# One that never stops talking, too.
took 0 5000 ringcat -q -w --on-full drop-old -s 64K talk sh -c 'yes & sleep 0.1'
[ "$(ringcat -x -q talk | tail -n 1)" = y ] || fail 'it was not heard'
# One that only has a last word is heard out.
ringcat -w r sh -c '(sleep 0.05; echo last) & echo first' 2>err
ringcat r
[ ! -s err ] || fail "$(cat err)"
