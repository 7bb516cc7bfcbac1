# A writer with --timeout gives up when a full ring makes no progress for so long.
seq 100000 >in
took 500 expect 124 ringcat -w -s 64K --timeout 0.5 r <in 2>err
says err '^ringcat: r: '
# What was published before is there, whole.
ringcat r >out
head -n "$(wc -l <out)" in >wanted
same wanted out
