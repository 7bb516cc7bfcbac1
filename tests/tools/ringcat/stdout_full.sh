# A full disk is an error, and nothing was consumed.
seq 3 | ringcat -w r
expect 1 ringcat r >/dev/full 2>err
says err '^ringcat: .*No space left on device'
ringcat r
