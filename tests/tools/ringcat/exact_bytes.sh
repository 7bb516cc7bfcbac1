# Whatever the bytes, the same bytes come out: NUL, no newline at the end, empty lines, all 256.
try() {
    ringcat -w "$1" <in
    ringcat "$1" >out
    same in out
}
printf 'a\0b\n\0\n\0' >in
try nul
printf 'one\ntwo' >in
try no_last_newline
printf '\n\n\na\n\n' >in
try empty_lines
printf '\n' >in
try one_empty_line
for byte in $(seq 0 255); do printf '%b' "\\x$(printf %x "$byte")"; done >in
[ "$(wc -c <in)" -eq 256 ]
try all_bytes
