# A ring has 64 reader slots; the 65th reader is told so, and a slot that becomes free is used.
ringctl create -s 64K r
for i in $(seq 64); do ringctl create "r/c$i"; done
expect 5 ringcat r 2>err
says err '^ringcat: r: all 64 reader slots are taken$'
says err "^hint: 'ringstat RING' tells whose they are; 'ringctl rm RING/CURSOR' forgets a cursor\$"
ringctl rm r/c10
ringcat -x r
