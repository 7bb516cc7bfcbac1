# The report as NDJSON on standard error, an object a branch.
seq 100 | expect 8 ringtee -J r --lossy --sample 1/10 'cat >/dev/null' -c name 'cat; kill $$' 2>err
jq -c 'del(.unread_bytes, .blocked_seconds)' <(grep '^{' err)
jq -e '.blocked_seconds >= 0' <(grep '^{' err) >/dev/null || fail 'blocked_seconds is not there'
