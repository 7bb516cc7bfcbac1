# -J: each record as a JSON object, with what its publication was stamped with; text as text, what
# is not UTF-8 in base64, an end that is not a newline by its number.
without_time() { jq -c 'del(.time)'; }
printf 'plain\na "quote", a \\ and a\ttab\n\n\xc3\xa4\x7f\n\xff\x00\n\xc3\nlast' |
    ringcat -q -w -t 7 r
ringcat -J r | without_time
echo --
printf 'one\0two\nlines\0' | ringcat -q -w -0 zero
ringcat --json zero | without_time
echo --
printf 'a\nchunk\n' | ringcat -q -w --framing raw raw
ringcat -J raw | without_time
# The time is in seconds, on the clock of date(1), exact, and --from takes it.
before=$(date +%s.%N)
echo stamped | ringcat -q -w times
sleep 0.01
echo later | ringcat -q -w times
after=$(date +%s.%N)
ringcat -J -P times >out
jq -se --argjson before "$before" --argjson after "$after" \
    'map(.time) | $before <= .[0] and .[0] < .[1] and .[1] <= $after' out >/dev/null ||
    fail "not from $before to $after: $(cat out)"
time=$(sed -n '2s/.*"time":\([0-9]*\.[0-9]\{9\}\),.*/\1/p' out)
echo --
ringcat --from "@$time" times
