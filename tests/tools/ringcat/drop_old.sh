# A ring that drops the old keeps the newest, tells a reader what it missed, and never waits.
seq 100000 >in
ringcat -w -s 64K --on-full drop-old r <in
ringcat r >out 2>err
first=$(head -n 1 out)
seq "$first" 100000 >wanted
same wanted out
[ "$(wc -c <out)" -gt 16384 ] || fail 'less than a quarter of the ring was kept'
