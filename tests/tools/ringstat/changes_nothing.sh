# Looking changes no byte of the ring, and takes no part in it.
seq 1000 | ringcat -w r
ringctl create r/archive --hold
(cd "$RINGPIPE_DIR/r.ring" && sha256sum data readers locks) >before
stat -c '%n %Y %Z %s' "$RINGPIPE_DIR"/r.ring/* >before_times
for _ in 1 2 3; do ringstat r; ringstat -J r; done >out
(cd "$RINGPIPE_DIR/r.ring" && sha256sum data readers locks) >after
stat -c '%n %Y %Z %s' "$RINGPIPE_DIR"/r.ring/* >after_times
same before after
same before_times after_times
