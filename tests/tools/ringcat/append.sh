# A second writer goes on where the first one stopped.
seq 3 | ringcat -w r
seq 4 6 | ringcat -w r
ringcat r
