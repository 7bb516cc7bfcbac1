# A reader whose output is gone dies of SIGPIPE like any filter. What the pipe took is gone; all
# else stays for the next reader, whole and in order.
seq 1000000 | ringcat -w r
statuses=
ringcat r | head -n 1 || statuses=${PIPESTATUS[*]}
[ "$statuses" = '141 0' ] || fail "exit statuses: $statuses"
ringcat r >rest 2>err
first=$(head -n 1 rest)
[ "$first" -gt 1 ] || fail 'what head printed came again'
# What a pipe can take (ringcat makes it 1 MiB), and what head had read.
[ "$(seq $((first - 1)) | wc -c)" -lt 1300000 ] || fail "the next reader began at $first"
seq "$first" 1000000 >wanted
same wanted rest
