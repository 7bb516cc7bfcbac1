# -t with --each: only records with that tag come, and the others are consumed with them.
seq 1 3 | ringcat -q -w -t 1 r
seq 4 6 | ringcat -q -w -t 2 r
seq 7 9 | ringcat -q -w -t 1 r
seq 10 12 | ringcat -q -w -t 2 r
# shellcheck disable=SC2016  # for the command's shell
ringcat -x -t 1 --batch 100 -n 5 r --each 'echo $RINGPIPE_COUNT: $(cat)'
echo --
ringcat -x -t 1 --batch 100 r --each cat
[ "$(ringcat -x r | wc -l)" -eq 0 ] || fail 'something was left'
# Who is killed before its command was run has consumed nothing, passed over or not.
seq 4 6 | ringcat -q -w -t 2 r
seq 7 9 | ringcat -q -w -t 1 r
expect 8 ringcat -q -x -t 1 r --each false 2>err
echo --
ringcat -x r
