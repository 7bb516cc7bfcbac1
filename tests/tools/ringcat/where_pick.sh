# --pick gives NDJSON of these fields, in this order, as jq does.
printf '%s\n' '{"ts":1.5,"level":"error","http":{"status":503,"m":[ 1, {"x" : "a b"} ]},"id":12}' \
    '{"level":"in\tfo","http":null,"ts":"t","a/b":true,"ts":"u"}' '{}' \
    '{"http":{"status":{"code":1}}}' >in
ringcat -q -w r <in
ringcat -P -x --pick ts,level,/http/status,a/b r >got
jq -c '{ts, level, status: .http.status, "a/b": .["a/b"]}' <in >wanted
same wanted got
ringcat -P -x --pick /http/m/1/x,/a~1b --where 'ts?' r
ringcat -P -x -0 --pick level r | tr '\0' ';'
echo
# Numbers and strings stay as they were written, and a last line gets its end.
printf '{"n":1.10,"big":123456789012345678901234567890,"s":"\\u00e9\\/"}' | ringcat -q -w s
ringcat -P -x --pick s,n,big,no s
# What is not JSON passes untouched.
printf '%s\n' 'a word' '{"a":1,"b":2}' | ringcat -q -w t
ringcat -q -x --pick b --invalid pass t
