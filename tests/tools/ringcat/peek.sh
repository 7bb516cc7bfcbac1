# -P looks and consumes nothing.
seq 3 | ringcat -w r
ringcat -P r
ringcat -P -n 1 r
ringcat r
