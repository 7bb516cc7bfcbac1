# With --on-lost fail it stops there instead, with exit code 6.
ringctl create -s 64K --on-full drop-old r
mkfifo output
ringcat --wait --on-lost fail r >output 2>err &
reader=$!
exec 3<output
eventually attached r 1
seq 1000000 | ringcat -w r
cat <&3 >out
exec 3<&-
expect 6 wait "$reader"
seq "$(wc -l <out)" >wanted
same wanted out
says err '^ringcat: r: .*lost'
