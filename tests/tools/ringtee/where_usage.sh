# An expression that cannot be meant is a usage error before anything is touched; it says how it is
# meant, as ringcat's do.
wrong() { # PATTERN ARGUMENT...
    local pattern=$1
    shift
    expect 2 ringtee "$@" </dev/null 2>err >out
    says err '^ringtee: .*'
    says err "$pattern"
    [ ! -s out ] || fail "it printed: $(cat out)"
}
wrong 'quote' r --where level cat
wrong 'quote' r cat --where '' cat
wrong 'which field' r --where '=error' cat
wrong 'no ==' r --where a=1 --where 'a==b' cat
wrong 'regular expression: .*\(' r --where 'a~(' cat
wrong 'JSON pointer' r --where 'a~1' cat
wrong 'which field' r --pick 'a,,b' cat
wrong 'which fields' r --pick '' cat
wrong 'the name "a"' r --pick 'a,/x/a' --stdout
wrong 'pass, drop or fail' r --where a=1 --invalid maybe cat
wrong 'needs --where or --pick' r --invalid drop cat
wrong 'needs --where or --pick' r --where a=1 cat --invalid drop cat
wrong 'no branch after them' r cat --where a=1
wrong 'before the branches' --where a=1 r cat
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail 'a ring was made'
# One value each time: the next word is the branch.
echo '{"a":1}' | ringtee -q r --where a=1 cat
echo '{"a":1}' | ringtee -q --private --where a=1 --where 'a?' --pick a cat
