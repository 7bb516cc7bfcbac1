# A ring in use is not removed, unless by --force.
mkfifo input
ringcat -w r <input 2>/dev/null &
exec 3>input
seq 3 >&3
ringcat --wait -n 1 r
expect 5 ringctl rm r 2>err
says err '^ringctl: r: '
ringctl ls
ringctl rm --force r
ringctl ls
