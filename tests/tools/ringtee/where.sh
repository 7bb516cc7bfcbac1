# Each branch gets the records of which its --where is true, and of them what its --pick asks for.
seq 30000 | awk '{
    printf "{\"n\":%d,\"level\":\"%s\",\"http\":{\"status\":%d}}\n", $1,
        $1 % 10 ? "info" : "error", $1 % 7 ? 200 : 503
}' >in
ringtee -J -s 64K r 'cat >all' --where level=error 'cat >errors' \
    --where level=error --where '/http/status>=500' 'cat >both' \
    --pick n,/http/status,no 'cat >picked' \
    -c c --where '!level=info' --where=n\>=29990 --pick n --stdout <in 2>err
same all in
same errors <(jq -c 'select(.level == "error")' in)
same both <(jq -c 'select(.level == "error" and .http.status >= 500)' in)
same picked <(jq -c '{n, status: .http.status, no}' in)
has_lines 3000 errors
has_lines 428 both
jq -c '[.records, .bytes, .lost, .invalid]' err
bytes=$(stat -c %s all errors both picked | paste -sd ' ')
[ "$bytes" = "$(jq -s -r '[.[:4][].bytes | tostring] | join(" ")' err)" ] ||
    fail "the report is $(cat err)"
# What was dropped is consumed, too: nothing is left at the named cursor.
[ "$(ringcat -x r/c | wc -l)" -eq 0 ] || fail 'something was left'
