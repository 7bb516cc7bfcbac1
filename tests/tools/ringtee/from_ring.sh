# --from-ring takes the input from a ring that others publish in.
seq 1000 | ringcat -q -w r
ringtee -q --from-ring r 'wc -l >a' 'tail -n 1 >b' </dev/null
same a <(echo 1000)
same b <(echo 1000)
# Without branches it goes to standard output.
seq 3 | ringcat -q -w r
ringtee -q --from-ring r
expect 3 ringtee --from-ring missing cat 2>err
says err '^ringtee: missing: no such ring'
(sleep 0.3; seq 4 6 | ringcat -q -w later) &
ringtee -q --from-ring --wait later cat
