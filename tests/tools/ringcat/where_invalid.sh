# --invalid says what becomes of records that are not JSON; how many there were is said at the end.
printf '%s\n' '{"a":1}' 'plain text' '' '{"a":1} trailing' '{"a":2}' '{"a":1' '{"a":1}' >in
ringcat -q -w r <in

ringcat -P -x --where a=1 r >out 2>err
printf '{"a":1}\n{"a":1}\n' | cmp - out
says err '^ringcat: r: 3 records were not JSON, and dropped$'
ringcat -q -P -x --where a=1 r 2>err >out
[ ! -s err ] || fail "-q says: $(cat err)"

ringcat -P -x --invalid pass --where a=1 r >out 2>err
grep -v '"a":2' in | cmp - out
says err '^ringcat: r: 3 records were not JSON, and passed on$'

# With fail the cursor stays in front of it, and what came before is delivered.
expect 1 ringcat -x --invalid fail --where a=1 r >out 2>err
echo '{"a":1}' | cmp - out
says err '^ringcat: r: record 1 is not JSON$'
says err '^hint: '
[ "$(ringcat -P -n 1 r)" = 'plain text' ] || fail 'the cursor has moved over it'

# A string to look for lets records be skipped unread: then not all are counted, unless asked for.
printf '%s\n' '{"a":"x"}' 'no json, and no such string' 'not "x" either' | ringcat -q -w s
ringcat -P -x --where a=x s 2>err >out
says err 'at least 1 record was not JSON'
ringcat -P -x --where a=x --invalid drop s 2>err >out
says err '[^t] 2 records were not JSON'
