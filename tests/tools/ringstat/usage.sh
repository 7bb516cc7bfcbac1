# Usage errors, help and version, as everywhere.
expect 2 ringstat --no-such-option 2>err
says err '^ringstat: '
expect 2 ringstat 'a b' 2>err
ringstat -h >short
[ "$(wc -l <short)" -le 24 ] || fail '-h is longer than 24 lines'
ringstat -V | head -n 1
