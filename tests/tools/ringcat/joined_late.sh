# On a terminal a reader that comes after others have consumed is told so.
seq 9 | ringcat -w r
ringcat -n 4 r >/dev/null
on_terminal 'ringcat r >out' </dev/null >terminal
says terminal 'ringcat: r: .*[^0-9]4[^0-9]'
cat out
