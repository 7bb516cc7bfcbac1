# A ring with the policy fail ends its writer with exit code 6 when it is full.
seq 100000 >in
expect 6 ringcat -w -s 64K --on-full fail r <in 2>err
says err '^ringcat: r: '
ringcat r >out 2>/dev/null
head -n "$(wc -l <out)" in >wanted
same wanted out
