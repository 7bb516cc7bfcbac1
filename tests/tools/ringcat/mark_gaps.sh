# --mark-gaps: a line where records were lost says which, and why.
# shellcheck source=lapped.bash
. "${EXPECT%/*}/ringcat/lapped.bash"
lapped 0 --mark-gaps
grep -q '^-- ringcat: [0-9]* records lost ([0-9]* to [0-9]*, overrun) --$' out ||
    fail "no gap was marked: $(grep -- -- out)"
awk '
    /^--/ {
        gsub(/[^0-9 ]/, "")
        if ($2 != next_one || $3 - $2 + 1 != $1) { print "wrong:", $0; exit }
        next_one = $3 + 1
        next
    }
    $1 != next_one + 1 { print "unmarked gap before", $0; exit }
    { next_one = $1 }
    END { print next_one }' out

# In its own line, whatever came before it; ended as the records are.
seq 100000 | ringcat -q -w -s 64K --on-full drop-new s
ringcat -q --mark-gaps s | grep -c -- '^-- ringcat: [0-9]* records lost ([0-9]* to [0-9]*, refused) --$' >marks
[ "$(cat marks)" -gt 0 ] || fail 'no mark'
for _ in $(seq 100); do head -c 1000 /dev/zero | tr '\0' x; sleep 0.001; done |
    ringcat -q -w --framing raw -s 64K --on-full drop-new t
ringcat -q --mark-gaps -P t | tail -n 1 | sed 's/[0-9][0-9]*/N/g'
ringcat -q --mark-gaps -0 t | tr '\0' '\n' | tail -n 1 | sed 's/[0-9][0-9]*/N/g'
expect 2 ringcat --mark-gaps --each cat r 2>err
says err 'mark-gaps'
