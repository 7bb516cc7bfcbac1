# As tee it dies of SIGPIPE like any filter, unless somebody else reads the ring.
statuses=
yes | ringtee alone | head -n 1 || statuses=${PIPESTATUS[*]}
[ "$statuses" = '141 141 0' ] || fail "exit statuses: $statuses"
ringcat --wait other >out &
reader=$!
seq 2000000 >in
ringcat -q -n 1 --wait other >/dev/null &
ringctl create other
eventually attached other 2
{ echo 0; sleep 0.2; cat in; } | ringtee other 2>err | head -n 1
wait "$reader"
same <(seq 0 2000000) out
says err 'nobody reads it any more'
