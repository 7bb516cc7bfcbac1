# No such ring: exit code 3, and where it was looked for.
expect 3 ringcat nowhere 2>err
says err "^ringcat: nowhere: no such ring in $RINGPIPE_DIR\$"
