# A name that is taken is refused with exit code 5, and the ring there is left as it was.
seq 3 | ringcat -w r
expect 5 ringctl create r 2>err
says err '^ringctl: r: '
ringcat r
