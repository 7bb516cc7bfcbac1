# Input that is cut short or is not len32 ends with an error that says what was not published; what
# came before it is.
wrong() { # PATTERN RECORDS
    expect 1 ringcat -q -w -s 64K --framing len32 r 2>err
    says err "$1"
    ringcat -x -J r | jq -c .data
}
printf '\1\0\0\0a\5\0\0\0bcd' | wrong '^ringcat: stdin: cut short after 1 record: 3 of a record of 5 bytes'
printf '\1\0\0\0a\1\0\0\0b\2\0' | wrong 'cut short after 2 records: 2 of a length of 4 bytes'
printf '\1\0\0\0cGET / HTTP/1.1' | wrong 'after 1 record comes one of 542393671 bytes, .* largest has 32768'
says err '^hint: .*lowest first'
# The largest is taken.
{
    printf '\0\200\0\0'
    head -c 32768 /dev/zero
} | ringcat -q -w --framing len32 r
ringcat r | wc -c
# What a full ring refuses is counted.
for _ in $(seq 20); do
    printf '\0\20\0\0'
    head -c 4096 /dev/zero
done >in
ringcat -w -s 64K --on-full drop-new --framing len32 full <in 2>err
refused=$(jq -n "20 - $(ringcat -q -x -J full | jq -s 'map(select(.seq)) | length')")
says err "full: $refused records refused"
# A ring that is full keeps what it has, and says how much came out of the pipe in vain.
tail -c +1 in | expect 124 ringcat -w -s 64K --timeout 2s --framing len32 stuck 2>err
published=$(ringcat -x -J stuck | jq -s length)
[ "$published" -gt 0 ] || fail 'nothing was published'
says err "stdin: [0-9]* bytes of it not published"

refused() {
    expect 2 ringcat "$@" r </dev/null 2>err
    says err "$pattern"
}
pattern='contradicts'
refused -J --framing len32
refused --mark-gaps --framing len32
pattern='no delimiter'
refused -0 --framing len32
refused -w -0 --framing len32
pattern='not for --each'
refused --each cat --framing len32
pattern='lines, raw or len32'
refused --framing len64
