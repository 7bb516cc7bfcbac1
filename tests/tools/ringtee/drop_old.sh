# On a ring that drops old records a branch must say that it can lose some; else no ring is made.
echo >in
expect 2 ringtee --on-full drop-old r --lossy cat 'wc -l' <in 2>err
says err "^ringtee: r: the ring drops old records, and branch 2 'wc -l' is to lose none"
says err '^hint: --lossy before it'
[ ! -e "$RINGPIPE_DIR/r.ring" ] || fail 'a ring was made'
echo >in
ringctl create --on-full drop-old r
expect 2 ringtee r --lossy cat 'wc -l' <in 2>err
expect 2 ringtee --stdout r <in 2>err
says err '^hint: after RING'
seq 3 | ringtee -q r --lossy cat
seq 4 6 | ringtee -q r --lossy --stdout
