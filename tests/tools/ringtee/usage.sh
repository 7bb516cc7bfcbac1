# What cannot be meant is a usage error, exit code 2, and touches nothing.
wrong() {
    expect 2 ringtee "$@" </dev/null 2>err
    says err '^ringtee: '
}
wrong
wrong --no-such-option r cat
wrong r --no-such-option cat
wrong --lossy r cat
wrong r cat --lossy
wrong r ''
wrong r --sample 10 cat
wrong r --sample 1/0 cat
wrong r -c 'no/name' cat
wrong r -c same cat -c same cat
wrong r --from nowhere cat
wrong r --restart=often cat
wrong r --restart --stdout
wrong --stdout r --stdout
wrong -s 100K r cat
wrong --on-full sometimes r cat
wrong --framing raw -0 r cat
wrong --from-ring --private cat
wrong --from-ring -s 1M r cat
wrong -f r cat
wrong --wait r cat
wrong r/cursor cat
wrong .hidden cat
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail 'a ring was made'
# Options of its own may stand among the branches.
seq 3 | ringtee r cat -q
