# When no branch reads any more, and nobody else does, ringtee ends: also while its input is idle.
ringtee r 'head -1' < <(echo first; sleep 1000) 2>err
yes | ringtee -q r 'head -1' 'head -2 >/dev/null' || statuses=${PIPESTATUS[*]}
[ "$statuses" = '141 0' ] || fail "exit statuses: $statuses"
# Somebody else who reads is not cut short.
ringctl create s
ringcat -q --wait s >out &
reader=$!
eventually attached s 1
{ seq 10; sleep 0.5; seq 11 100000; } | ringtee -q s 'head -1 >/dev/null'
wait "$reader"
same out <(seq 100000)
