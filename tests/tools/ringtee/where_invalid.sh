# --invalid says what becomes of records that are not JSON; how many there were is in the report.
printf '%s\n' '{"a":1}' 'plain text' '' '{"a":1} trailing' '{"a":2}' '{"a":1' '{"a":1}' >in
only='{"a":1}'
expect 8 ringtee r --where a=1 'cat >default' --invalid pass --where a=1 'cat >pass' \
    --where a=1 --invalid drop 'cat >drop' -c bad --invalid fail --where a=1 'cat >failed' \
    --invalid pass --pick a 'cat >picked' --where 'a?' --sample 1/4 'cat >sampled' <in 2>err
same default <(printf '%s\n%s\n' "$only" "$only")
same pass <(grep -v '"a":2' in)
same drop default
same failed <(echo "$only")
same picked in
same sampled <(sed -n '1p;5p' in)
says err "branch 1 'cat >default': 2 records, 16 B, 0 lost, exited 0, 3 not JSON and dropped$"
says err "branch 2 'cat >pass': .* 3 not JSON and passed on$"
says err "branch 4 'cat >failed': 1 record, 8 B, .*, stopped at one that is not JSON$"
says err "branch 5 'cat >picked': 7 records, .* 3 not JSON and passed on$"
# The branch that fails is named, and its cursor stays in front of that record.
says err "^ringtee: branch 4 'cat >failed': record 1 is not JSON$"
says err '^hint: --invalid drop or pass'
[ "$(ringcat -n 1 r/bad)" = 'plain text' ] || fail 'the cursor has moved over it'
# So it is without the report, and where records are taken one by one.
expect 8 ringtee -q s -c bad --restart --invalid fail --where a=1 'cat >failed' 'cat >all' <in 2>err
same failed <(echo "$only")
same all in
same err <(printf '%s\n' "ringtee: branch 1 'cat >failed': record 1 is not JSON" \
    'hint: --invalid drop or pass goes on over such records')
[ "$(ringcat -n 1 s/bad)" = 'plain text' ] || fail 'the cursor has moved over it'
# A string to look for lets records be skipped unread: then not all are counted, unless asked for.
printf '%s\n' '{"a":"x"}' 'no json, and no such string' 'not "x" either' >in
ringtee t --where a=x 'cat >out' --where a=x --invalid drop 'cat >out2' <in 2>err
says err "branch 1 .* at least 1 not JSON and dropped$"
says err "branch 2 .* exited 0, 2 not JSON and dropped$"
ringtee -J u --where a=x --invalid pass 'cat >out' 'cat >all' <in 2>err
same out in
[ "$(jq -c .invalid err | paste -sd ' ')" = '2 0' ] || fail "the report is $(cat err)"
