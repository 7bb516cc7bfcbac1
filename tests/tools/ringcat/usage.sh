# What cannot be meant is a usage error, exit code 2, and touches nothing.
wrong() {
    expect 2 ringcat "$@" </dev/null 2>err
    says err '^ringcat: '
}
wrong
wrong --no-such-option r
wrong -w
wrong -w -f r
wrong -w -s 100x r
wrong -w -s 100K r
wrong -w -s 1K r
wrong -w --on-full sometimes r
wrong -w -d '' r
wrong -w -0 -d ';' r
wrong -w --framing words r
wrong -n many r
wrong --timeout soon r
wrong --from nowhere r
wrong --on-lost cry r
wrong -c 'no/name' r
wrong -l 3 --from oldest r
wrong -x -f r
wrong -s 1M r
wrong r s
wrong ../
wrong .hidden
wrong 'a b'
wrong "$(head -c 100 /dev/zero | tr '\0' a)"
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail 'a ring was made'
