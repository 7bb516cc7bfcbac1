# Killed at any moment, again and again: each record is given at least once, in order; and exactly
# once to a command that remembers how far it was.
# shellcheck disable=SC2016  # for the commands' shell
noted='exec 9>>lock; flock 9; cat >>noted'
# shellcheck disable=SC2016
once='exec 9>>lock; flock 9
    done=$(cat done)
    [ "$RINGPIPE_LAST" -gt "$done" ] || exit 0
    tail -n +$((done < RINGPIPE_FIRST ? 1 : done - RINGPIPE_FIRST + 2)) >>once
    echo "$RINGPIPE_LAST" >done'
echo -1 >"done"
ringctl create -s 1M r
ringctl create r/noted --hold
ringctl create r/once --hold
seq 1000000 >in
ringcat -q -w r <in &
# A command that was just about to start may hold the cursor a moment longer than who was killed.
for round in $(seq 40); do
    ringcat -q -f --wait -c noted --batch 20K,5ms r --each "$noted" &
    first=$!
    ringcat -q -f --wait -c once --batch 20K,5ms r --each "$once" &
    second=$!
    sleep "0.0$((round % 7 + 1))"
    slay "$first"
    slay "$second"
done
eventually attached r 0
ringcat -q -c noted r --each "$noted" &
ringcat -q -c once r --each "$once" &
wait
# Commands that outlived their ringcat have ended when the lock is free.
exec 9>>lock
flock 9
same in once
awk '$1 > most + 1 { print "gap at", $1 } $1 > most { most = $1 } END { print most }' noted
