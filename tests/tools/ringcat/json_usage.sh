# -J is for reading to standard output.
wrong() { # PATTERN ARGUMENT...
    local pattern=$1
    shift
    expect 2 ringcat "$@" r </dev/null 2>err
    says err "$pattern"
}
wrong '^ringcat: --json: is for reading' -w -J
wrong "^ringcat: --json: .*not for --each" -J --each cat
wrong '^ringcat: --json: takes no value' --json=yes
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail 'a ring was made'
