# What -J says of binary data is enough to have it back, byte for byte, also where a line is longer
# than the ring's largest record and comes in parts.
{
    head -c 300000 /dev/urandom
    head -c 100000 /dev/zero | tr '\0' x
    printf '\xc3\xa4\n'
    seq 10000
    printf 'unfinished'
} >in
ringcat -q -w -s 64K r <in &
writer=$!
ringcat -J --wait r >objects
wait "$writer"
grep -q '"continued":true' objects || fail "nothing came in parts"
jq -e -s '[.[].seq] == [range(length)]' objects >/dev/null || fail 'the numbers are not in order'
# jq has no way to say these bytes: one base64 a line, and the ends beside them.
jq -r '(.data_base64 // (.data | @base64)),
    (if .continued or .delimiter then "" elif has("delimiter") then "" else "Cg==" end)' objects |
    base64 -d >out
same in out
