# A ring is its owner's alone.
seq 3 | (
    umask 0
    ringcat -w r
)
stat -c %a "$RINGPIPE_DIR/r.ring" "$RINGPIPE_DIR"/r.ring/* | sort | uniq -c | tr -s ' '
