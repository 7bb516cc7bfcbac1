# A closed stdout is an error, and nothing was consumed.
seq 3 | ringcat -w r
expect 1 ringcat r >&- 2>err
says err '^ringcat: .*Bad file descriptor'
ringcat r
