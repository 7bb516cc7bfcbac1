# A standard output that takes nothing is an error.
[ -c /dev/full ] || skip 'there is no /dev/full'
seq 10 >in
expect 1 ringtee r <in >/dev/full 2>err
says err '^ringtee: stdout: No space left on device'
expect 1 ringtee r <in >&- 2>err
says err '^ringtee: stdout: Bad file descriptor'
