# Batches are whole records of at most so many bytes, in order, and the command is told which.
# shellcheck disable=SC2016  # they are for the command's shell
seq 12 | ringcat -q -w r
ringcat -q -x --batch 9 r --each \
    'echo "$RINGPIPE_FIRST to $RINGPIPE_LAST, $RINGPIPE_COUNT: $(paste -sd " ")"'
echo --
seq 3 | ringcat -q -w r
ringcat -q -x r --each 'echo "$RINGPIPE_ID $RINGPIPE_RING"' >out
same out <(echo "$(ringstat -J --sample 0 r | jq -r .id) $RINGPIPE_DIR/r.ring")
printf 'a\0b\0c' | ringcat -q -w0 z
ringcat -q -x -n 2 z --each 'echo "$RINGPIPE_COUNT: $(tr "\0" ";")"'
ringcat -q -x -d, z --each cat
echo
echo --
# A record longer than a batch is one by itself.
seq 98 104 | ringcat -q -w s
ringcat -q -x s --batch 3 --each 'paste -sd " "'
