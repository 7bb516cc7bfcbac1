# A lossy branch with --where that was lapped gets what passes of the rest, whole, and counts what
# it lost; its sibling gets everything that passes.
seq 1000000 | awk '{ print "{\"n\":" $1 ",\"even\":" ($1 % 2 ? "false" : "true") "}" }' >in
mkfifo go
ringtee -J -s 256K r --lossy --where even=true 'read -r _ <go; cat >late' \
    --where even=true 'cat >out; echo done >go' <in 2>err
grep -F true in | same /dev/stdin out
jq -se '.[0].lost > 0 and .[0].invalid == 0 and .[1].lost == 0 and .[1].records == 500000' err \
    >/dev/null || fail "the report is $(cat err)"
[ "$(wc -l <late)" -eq "$(jq -s '.[0].records' err)" ] || fail 'it was given another number'
[ "$(tail -n 1 late)" = '{"n":1000000,"even":true}' ] || fail 'it did not get the end'
grep -vxEq '\{"n":[0-9]+,"even":true\}' late && fail 'it got another record'
jq -n -e 'reduce inputs.n as $n (0; if $n > . then $n else error("order") end)' late >/dev/null ||
    fail 'they are not in order'
