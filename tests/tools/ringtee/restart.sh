# A command that fails is started again, and goes on with the record that it did not read.
# shellcheck disable=SC2016  # for the branch's shell
one_each='IFS= read -r x || exit 0; echo "$x" >>out; exit 1'
expect 8 ringtee r --restart "$one_each" <<<$'1\n2\n3\n4\n5' 2>err
same out <(seq 5)
says err 'exited 1; started again'
says err 'exited 1, restarted 4 times'
# So many times, and no more.
rm out
expect 8 ringtee r --restart=2 "$one_each" <<<$'1\n2\n3\n4\n5' 2>err
same out <(seq 3)
says err 'restarted 2 times'
# One that fails at last with success is none that failed.
seq 100000 >in
rm out
# shellcheck disable=SC2016
ringtee -q -s 64K small --restart \
    'n=0; while IFS= read -r x; do echo "$x" >>out; n=$((n + 1)); [ $n -lt 30000 ] || exit 1; done' <in 2>err
same in out
# A record that was read in part comes again, whole.
seq 100000 200000 >in
# shellcheck disable=SC2016  # for the branch's shell
ringtee -q --private --restart \
    'n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) >n; [ "$n" -ge 2 ] || { dd bs=10001 count=1 status=none >part$n; exit 1; }; cat >rest' <in 2>err
same part0 <(head -c 10001 in)
same part1 <(tail -n +1429 in | head -c 10001)
same rest <(tail -n +2857 in)
