# With closed standard streams no file of the ring takes their place: nothing is written into it.
seq 3 >in
ringcat -w r <in 2>&-
ringcat r 2>&- >out
same in out
expect 3 ringcat nowhere >out 2>&-
ringcat -w s <&- >&- 2>&-
ringcat -w s <in >&- 2>&-
ringcat s
