# Options may stand on either side of the ring's name.
seq 3 | ringcat r -w -s 1M
ringcat r -n 2
ringcat -n 1 r
