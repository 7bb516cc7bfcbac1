# Input may be a file.
seq 100000 >in
ringcat -w r <in
ringcat r >out
same in out
