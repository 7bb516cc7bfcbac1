# What an earlier run left comes first, and ringtee says so; --from next skips it.
seq 3 | ringcat -q -w r
seq 4 5 | ringtee r cat 2>err
says err "^ringtee: branch 1 'cat': begins with 3 records that nobody has read yet"
seq 6 7 | ringcat -q -w r
seq 8 9 | ringtee r --from next cat 2>err
! grep -q 'begins with' err || fail "$(cat err)"
