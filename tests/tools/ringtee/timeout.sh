# --timeout: no input, or no room, for so long; a branch that is stuck is not waited for again.
expect 124 ringtee --timeout 0.2s r 'wc -l' < <(seq 3; sleep 5) 2>err
says err '^ringtee: stdin: timeout: no input for 200ms'
seq 100000 >in
took 0 15000 expect 124 ringtee -s 64K --timeout 0.5s s 'sleep 50' <in 2>err
says err '^ringtee: s: timeout: no room for 500ms'
says err "^ringtee: branch 1 'sleep 50': .* killed by SIGTERM"
