# shellcheck shell=bash
# The words that tool tests use besides the shell's own.

# The test's own stderr, also where a command's is redirected.
exec 9>&2

fail() {
    printf 'failed: %s\n' "$*" >&9
    exit 1
}

skip() {
    printf 'skip: %s\n' "$*"
    exit 77
}

# expect STATUS COMMAND...: runs it, whatever its exit status, and compares that.
expect() {
    local wanted=$1 status=0
    shift
    "$@" || status=$?
    [ "$status" -eq "$wanted" ] || fail "exit status $status instead of $wanted: $*"
}

# same FILE FILE: byte for byte.
same() {
    cmp -- "$1" "$2" || fail "$1 and $2 differ"
}

# says FILE PATTERN: some line of FILE matches the extended regular expression.
says() {
    grep -Eq -- "$2" "$1" || fail "$1 does not say '$2' but: $(head -c 2000 "$1")"
}

# eventually COMMAND...: it comes true, or the test fails, with what COMMAND said last, before it
# would run out of time. Until then COMMAND may complain, for example of a file that is not yet there.
eventually() {
    local complaint limit=$((${RINGPIPE_TEST_SECONDS:-60} * 5 / 6))
    until { complaint=$("$@" 2>&1 >&8); } 8>&1; do
        [ "$SECONDS" -lt "$limit" ] || fail "never came true: $*${complaint:+: $complaint}"
        sleep 0.01
    done
}

# shows RING FILTER: RING is there, and of what ringstat -J tells of it FILTER of jq is true.
shows() {
    ringstat -J --sample 0 "$1" | jq -e "$2" >/dev/null
}

# attached RING COUNT: RING is there, and so many processes read it just now.
attached() {
    shows "$1" "[.reader_list[] | select(.alive)] | length == $2"
}

# writing RING COUNT: RING is there, and so many processes write to it just now.
writing() {
    shows "$1" ".writers == $2"
}

# published RING COUNT: so many records were published in RING since it was made.
published() {
    shows "$1" ".published_records == $2"
}

# blocked RING: a writer waits for room in it just now.
blocked() {
    shows "$1" .blocked_now
}

# slay PID: kill -9, and no word about it from the shell.
slay() {
    kill -KILL "$1"
    { wait "$1" || true; } 2>/dev/null
}

# has_lines COUNT FILE
has_lines() {
    [ -e "$2" ] && [ "$(wc -l <"$2")" -eq "$1" ]
}

# ended PID: it is gone, or a zombie.
ended() {
    ! grep -q '^State:[[:space:]]*[^ZX]' "/proc/$1/status" 2>/dev/null
}

# took MIN MAX COMMAND...: it takes so many milliseconds; its exit status is the command's.
took() {
    local least=$1 most=$2 start status=0 ms
    shift 2
    start=$(date +%s%N)
    "$@" || status=$?
    ms=$((($(date +%s%N) - start) / 1000000))
    if [ "$ms" -lt "$least" ] || [ "$ms" -gt "$most" ]; then
        fail "took $ms ms, not $least to $most: $*"
    fi
    return "$status"
}

# ticks PID: processor time it has used, in clock ticks.
ticks() {
    local stat
    stat=$(cat "/proc/$1/stat")
    # After the command name, which may hold anything: state is field 3, utime and stime 14 and 15.
    awk '{ print $12 + $13 }' <<<"${stat##*) }"
}

# idle PID: for 10 s it uses no tick and makes at most 300 system calls.
idle() {
    local before calls
    command -v strace >/dev/null || skip 'there is no strace(1) to count system calls with'
    sleep 1
    before=$(ticks "$1")
    sleep 10
    [ "$(ticks "$1")" -eq "$before" ] || fail "used $(($(ticks "$1") - before)) ticks in 10 s"
    timeout --signal=INT 10 strace -c -f -o calls -p "$1" 2>strace_err || true
    grep -q 'Operation not permitted' strace_err && skip 'this machine forbids ptrace'
    grep -q attached strace_err || fail "strace: $(cat strace_err)"
    # Without a single call it writes no table.
    calls=$(awk '$NF == "total" { print $4 }' calls)
    calls=${calls:-0}
    [ "$calls" -le 300 ] || fail "$calls system calls in 10 s"
}

# on_terminal COMMAND: its stdout and stderr on a terminal of its own, and shown on ours.
on_terminal() {
    command -v script >/dev/null || skip 'there is no script(1) to make a terminal with'
    script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip 'no terminal can be made here'
    script -qec "$1" /dev/null
}
