# On a terminal a person is told which ring was made and where; -q silences it; scripts hear nothing.
on_terminal 'seq 3 | ringcat -w r' </dev/null >terminal
says terminal "ringcat: r: .*created.*$RINGPIPE_DIR"
on_terminal 'seq 3 | ringcat -q -w s' </dev/null >terminal
[ ! -s terminal ] || fail "it said: $(cat terminal)"
seq 3 | ringcat -w t
