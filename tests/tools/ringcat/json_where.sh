# With --where and --pick, -J says which records they were.
line() { printf '{"n":%d,"odd":%s}\n' "$1" "$2"; }
for n in 1 2 3 4 5; do line "$n" "$([ $((n % 2)) = 1 ] && echo true || echo false)"; done >in
without_time() { jq -c 'del(.time)'; }
ringcat -q -w -t 3 r <in
ringcat -P -J --where odd=true r | without_time
echo --
ringcat -P -J --where odd=true --invalid drop --pick n -n 2 r | without_time
echo --
(cat in; echo 'no JSON'; printf '\xff\n') | ringcat -q -w s
ringcat -q -J --where 'n>=5' --invalid pass s | without_time
echo --
# A record that came in parts is one object, with the number of its first part.
{
    line 1 true
    printf '{"n":2,"text":"'
    head -c 100000 /dev/zero | tr '\0' x
    echo '"}'
    line 3 true
} | ringcat -q -w -s 64K long &
ringcat --wait -J --where n? long >out
wait
jq -c '[.seq, (.data | length), (.data | fromjson | .n)]' out >short
sed -n '1,2p' short
sed -n '3p' short | jq -c '[.[0] > 2, .[1], .[2]]'
