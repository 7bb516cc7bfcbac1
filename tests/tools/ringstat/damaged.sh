# A damaged ring among others is a message, and the others are shown.
ringctl create -s 64K good
ringctl create -s 64K bad
truncate -s 100 "$RINGPIPE_DIR/bad.ring/data"
status=0
ringstat >table 2>err || status=$?
[ "$status" -eq 4 ] || fail "exit status $status"
says err '^ringstat: bad: '
says table '^[> ]*good '
