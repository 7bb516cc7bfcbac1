# create makes an empty ring that waits for its first writer, silently.
ringctl create r
ringctl ls
ringcat -x r
seq 3 | ringcat -w r
ringcat r
