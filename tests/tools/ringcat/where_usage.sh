# An expression that cannot be meant is a usage error, which says how it is meant, and quoting.
ringctl create r
wrong() { # PATTERN ARGUMENT...
    local pattern=$1
    shift
    expect 2 ringcat "$@" r </dev/null 2>err >out
    says err "^ringcat: .*"
    says err "$pattern"
    [ ! -s out ] || fail "it printed: $(cat out)"
}
wrong 'quote' --where level
wrong 'quote' --where status
wrong 'quote' --where ''
wrong 'which field' --where '=error'
wrong 'no ==' --where 'a==b'
wrong 'no =~' --where 'a=~b'
wrong '!FIELD' --where 'a!~b'
wrong 'regular expression: .*\(' --where 'a~('
wrong 'JSON pointer' --where 'a~1'
wrong 'UTF-8' --where $'a=\xff'
wrong 'which field' --pick 'a,,b'
wrong 'which field' --pick ','
wrong 'which fields' --pick ''
wrong 'the name "a"' --pick 'a,/x/a'
wrong '~0' --pick '/a~b'
wrong 'pass, drop or fail' --where a=1 --invalid maybe
wrong 'needs --where or --pick' --invalid drop
wrong 'is for reading' -w --where a=1
wrong 'is for reading' -w --pick a
# One value each time: the next word is the ring.
echo '{"a":1}' | ringcat -q -w r
ringcat -x --where a=1 r
