# block:DUR waits that long for a stopped reader, once, then writes over it.
ringctl create -s 64K --on-full block:300ms r
mkfifo output
ringcat --wait r >output 2>err &
reader=$!
exec 3<output
eventually attached r 1
seq 1000000 >in
took 300 ringcat -w r <in 2>write_err
cat <&3 >out
exec 3<&-
expect 0 wait "$reader"
[ "$(tail -n 1 out)" -eq 1000000 ] || fail 'the last record is missing'
says err "[^0-9]$((1000000 - $(wc -l <out)))[^0-9]"
