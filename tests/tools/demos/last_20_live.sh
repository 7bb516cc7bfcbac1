# dmesg for any program: the last 20 whole records, then live ones, in several terminals at once.
mkfifo input
ringcat -w -s 64K --on-full drop-old box <input &
writer=$!
exec 3>input
seq 50000 >&3
newest_is() { [ "$(ringcat -x -l 1 box 2>/dev/null)" = "$1" ]; }
eventually newest_is 50000
ringcat -l 20 -f -n 25 box >one &
one=$!
ringcat -l 20 -f -n 25 box >two &
two=$!
eventually attached box 2
eventually test -s one
eventually test -s two
seq 50001 50005 >&3
wait "$one"
wait "$two"
seq 49981 50005 >wanted
same wanted one
same wanted two
exec 3>&-
wait "$writer"
