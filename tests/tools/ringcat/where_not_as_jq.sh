# Where --where differs from jq, it does as the manual says: integers beyond 2^53 are exact, and
# what jq mends though it is not JSON, or not UTF-8, or not one text a line, is not JSON.
exact='{"id":9007199254740993}'
printf '%s\n%s\n' '{"id":9007199254740992}' "$exact" | ringcat -q -w r
ringcat -x --where id=9007199254740993 r

printf '%s\n' '{"a":NaN}' '{"a":Infinity}' '{"a":01}' '{"a":+1}' '{"a":.5}' '{"a":1.}' \
    '{"a":1} {"a":2}' $'{"a":"\xff"}' $'{"a":"\xed\xa0\x80"}' '{"a":1}' >in
jq -c . <in >by_jq || fail "jq $(jq --version) mends no such thing"
has_lines 11 by_jq || fail "jq $(jq --version) gives: $(cat by_jq)"
ringcat -q -w s <in
ringcat -P -x --where 'a?' --invalid drop s 2>err
says err '^ringcat: s: 9 records were not JSON, and dropped$'

# The other way round: half a surrogate pair is JSON by its grammar, and so are a thousand levels.
{
    echo '{"a":"\ud800"}'
    printf '%.0s[' {1..1000}
    printf '%.0s]' {1..1000}
    echo
} | ringcat -q -w t
ringcat -P -x --where 'a?' --invalid fail t
{
    printf '%.0s[' {1..1001}
    printf '%.0s]' {1..1001}
    echo
} | ringcat -q -w t
expect 1 ringcat -q -x --where 'zz?' --invalid fail t 2>err
says err 'record 2 is not JSON'
