# --where lets through the records of which it is true, as they were published.
printf '%s\n' '{"level":"error","status":503,"http":{"path":"/api/x"}}' \
    '{"level":"info","status":200,"http":{"path":"/x"},"user.id":7}' \
    '{ "level" : "\u0065rror", "status": 9007199254740993 }' '{"status":500.0}' |
    ringcat -q -w r
show() {
    echo "-- $*"
    ringcat -P -x "$@" r
}
show --where level=error
show --where 'level!=error'
show --where '!level=error' --where 'status>=500'
show --where 'status=9007199254740993'
show --where 'status<=500'
show --where '/http/path~^/api/'
show --where 'user.id?'
show --where '!/http/path?'
show --where=level=info --where=status=200
show --where level=none
