# The messages that DIAGNOSTICS of ringcat(1) quotes are those that ringcat prints.
# A number may be another, and "..." in the page stands for the rest.
sed -n '/^\.Sh DIAGNOSTICS/,/^\.Sh SEE/s/^\.It Li //p' "${EXPECT%/*}/../../man/ringcat.1" |
    sed -E 's/[0-9]+/0/g' >page
quoted() { # FILE TOPIC: FILE has a line of that topic, and the page has all of it
    local said head whole
    said=$(grep -F -- "$2" "$1" | head -n 1 | sed -E 's/^ringcat: //; s/[0-9]+/0/g')
    [ -n "$said" ] || fail "nobody said '$2' but: $(cat "$1")"
    while IFS= read -r head; do
        # With the object before it, or without.
        for whole in "$said" "${said#*: }"; do
            case "$head" in
            *' ...') [[ $whole != "${head% ...}"* ]] || return 0 ;;
            *) [ "$whole" != "$head" ] || return 0 ;;
            esac
        done
    done <page
    fail "the page does not quote: $said"
}
seq 100000 | ringcat -w -s 64K --on-full drop-new new 2>err
quoted err refused
ringctl create -s 64K --on-full block:1ms short
ringctl create short/slow --hold
seq 100000 | ringcat -w short
ringcat short/slow >out 2>err
quoted err lost
seq 3 | ringcat -w r
ringcat r >out
seq 3 | ringcat -w r
ringcat -v r >out 2>err
quoted err joined
printf 'x\ny\n' | ringcat -w r
ringcat -P --from -2 --invalid drop --where a=1 r 2>err
quoted err JSON
expect 1 ringcat -P --from -2 --invalid fail --where a=1 r 2>err
quoted err JSON
expect 2 ringcat --where level r 2>err
quoted err --where
expect 2 ringcat -w -s 1M r 2>err
quoted err --size
ringctl create -s 64K full
expect 124 ringcat -w --timeout 1.5 full < <(seq 100000) 2>err
quoted err 'reader;'
quoted err published
quoted err timeout
ringctl create full/audit --hold
expect 124 ringcat -w --timeout 1.5 full < <(seq 100000) 2>err
quoted err cursor
expect 124 ringcat -w --readers 3 --timeout 1.5 r </dev/null 2>err
quoted err waits
