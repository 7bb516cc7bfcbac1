# --timeout: no input, or no room, for so long; a branch that is stuck is not waited for again.
mkfifo input
exec 3<>input
seq 3 >&3
expect 124 ringtee --timeout 0.2s r 'wc -l' <input 2>err
says err '^ringtee: stdin: timeout: no input for 200ms'
seq 100000 >in
expect 124 ringtee -s 64K --timeout 0.5s s 'sleep 1000' <in 2>err
says err '^ringtee: s: timeout: no room for 500ms'
says err "^ringtee: branch 1 'sleep 1000': .* killed by SIGTERM"
