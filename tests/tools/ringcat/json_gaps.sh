# -J of a reader that was lapped: objects and gaps together tell of each record once, in order.
# shellcheck source=lapped.bash
. "${EXPECT%/*}/ringcat/lapped.bash"
lapped 0 -J
jq -n -e 'reduce inputs as $o ({next: 0, gaps: 0, wrong: 0};
    if $o.gap then
        .wrong += if $o.first == .next and $o.gap == $o.last - $o.first + 1 and
            $o.cause == "overrun" then 0 else 1 end
        | .next = $o.last + 1 | .gaps += $o.gap
    else
        .wrong += if $o.seq == .next and $o.data == ($o.seq + 1 | tostring) then 0 else 1 end
        | .next += 1
    end)' out >sum || true
jq -e '.wrong == 0 and .next == 1000000 and .gaps > 0' sum >/dev/null || fail "$(cat sum)"
says err "[^0-9]$(jq .gaps sum) records lost"

# What a full ring refused is a gap, too, also behind the last record.
seq 100000 >in
ringcat -q -w -s 64K --on-full drop-new s <in
ringcat -q -J s >out
jq -c 'select(.gap) | .cause' out | uniq
jq -c 'select(.gap) | .last' out | tail -n 1
[ "$(jq -s 'map(.gap // 1) | add' out)" -eq 100000 ] || fail 'they do not add up'
