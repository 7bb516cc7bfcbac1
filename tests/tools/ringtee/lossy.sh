# A frozen lossy branch holds nobody back, and learns what it lost; its sibling gets everything.
mkfifo go
seq 2000000 >in
ringtee -J -s 256K r --lossy 'read -r _ <go; cat >late' 'cat >out; echo done >go' <in 2>err
same in out
jq -se '.[0].lost > 0 and .[0].lossy and .[0].records + .[0].lost == 2000000' err >/dev/null ||
    fail "the report is $(cat err)"
jq -se '.[1].lost == 0 and .[1].records == 2000000 and .[1].bytes == 14888896' err >/dev/null ||
    fail "the report is $(cat err)"
[ "$(wc -l <late)" -eq "$(jq -s '.[0].records' err)" ] || fail 'it was given another number'
[ "$(tail -n 1 late)" -eq 2000000 ] || fail 'it did not get the end'
