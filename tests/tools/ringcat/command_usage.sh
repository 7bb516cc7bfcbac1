# What only a command can be asked for needs one; reading starts none.
expect 2 ringcat -w --pty r </dev/null 2>err
says err '^ringcat: --pty: needs a command'
expect 2 ringcat -w --stderr r </dev/null 2>err
says err '^ringcat: --stderr: needs a command'
expect 2 ringcat --pty r true 2>err
expect 2 ringcat r true 2>err
says err '^ringcat: true: one ring'
expect 2 ringcat -w r --no-such true 2>err
says err '^ringcat: --no-such: unknown option'
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail 'a ring was made'
