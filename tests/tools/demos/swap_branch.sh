# Swap the consumer under load: it ends again and again, and the next one goes on with the next
# record; the producer never notices.
seq 290000 >in
# shellcheck disable=SC2016  # for the branch's shell
ringtee -s 1M load --restart \
    'n=0; while IFS= read -r x; do echo "$x"; n=$((n + 1)); [ $n -lt 50000 ] || exit 1; done' <in 2>err |
    awk '$1 != p + 1 { print "gap or repeat at", $1 } { p = $1 } END { print p }'
[ "$(grep -c 'started again' err)" -eq 5 ] || fail "$(cat err)"
