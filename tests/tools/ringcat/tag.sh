# -t, reading: only the records with that tag; -n counts these, and the others are consumed.
seq 1 3 | ringcat -q -w -t 1 r
seq 4 6 | ringcat -q -w -t 2 r
seq 7 9 | ringcat -q -w -t 1 r
ringcat -P -x -t 1 r
echo --
ringcat -P -x -t 2 -J r | jq -c '[.seq, .tag, .data]'
ringcat -P -x --tag 3 r
echo --
ringcat -x -n 4 -t 1 r
echo --
# The cursor stands behind the last that was wanted.
ringcat -x r
echo --
for tag in 1 2 1; do printf '{"n":%d}\n' 1 2 | ringcat -q -w -t "$tag" s; done
ringcat -P -x -v -t 1 --where n=2 s 2>err
says err 'delivered 2 records of 6 read'
echo --
# What is passed over at the end is consumed, too.
ringctl create s/c --hold
ringcat -x -t 7 s/c
[ "$(ringcat -x s/c | wc -l)" -eq 0 ] || fail 'something was left'
seq 3 | ringcat -q -w -t 7 s
ringcat -x s/c
