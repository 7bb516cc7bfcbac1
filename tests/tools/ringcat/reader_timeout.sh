# A reader with --timeout gives up when nothing comes for so long, and had what came.
mkfifo input
ringcat -w r <input &
exec 3>input
seq 3 >&3
eventually published r 3
took 500 expect 124 ringcat --timeout 500ms r 2>err
says err '^ringcat: r: '
