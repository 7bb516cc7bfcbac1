# A branch at a named cursor goes on where it stood.
seq 3 | ringtee -q r -c audit 'cat >a'
ringctl ls r/ 2>/dev/null || true
seq 4 6 | ringcat -q -w r
seq 7 9 | ringtee -q r -c audit 'cat >b'
same a <(seq 3)
same b <(seq 4 9)
ringcat -q -f -c audit r &
reader=$!
eventually attached r 1
echo >in; expect 5 ringtee r 'touch never' -c audit cat <in 2>err
says err '^ringtee: r/audit: another process reads under this name'
[ ! -e never ] || fail 'a command was run'
kill "$reader"
