# shellcheck shell=bash
# The words that tool tests use besides the shell's own.

# The test's own stderr, also where a command's is redirected.
exec 9>&2

# Outside the folder that the test stands in.
complaint=${PWD%/*}/complaint

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
    local tries=0 limit=$((${RINGPIPE_TEST_SECONDS:-180} * 5 / 6))
    until "$@" 2>"$complaint"; do
        # A machine that was stopped for a minute has not looked often.
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || [ "$SECONDS" -lt "$limit" ] || fail "never came true: $*: $(cat "$complaint")"
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

# published_least RING COUNT: so many, or more.
published_least() {
    shows "$1" ".published_records >= $2"
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

# took MIN COMMAND...: it takes so many milliseconds at least; its exit status is the command's. That
# it does not wait is shown by letting it wait for what never comes: no time is too long for a
# machine that is busy.
took() {
    local least=$1 start status=0 ms
    shift
    start=$(date +%s%N)
    "$@" || status=$?
    ms=$((($(date +%s%N) - start) / 1000000))
    [ "$ms" -ge "$least" ] || fail "took $ms ms, not $least: $*"
    return "$status"
}

# used PID...: microseconds of processor time that they have used.
used() {
    local pid
    # Of its only thread. Ticks would be too coarse: a single wake-up can fill one.
    for pid in "$@"; do cat "/proc/$pid/schedstat"; done |
        awk '{ sum += $1 } END { printf "%d", sum / 1000 }'
}

# settled PID...: they have done what they had to, and wait.
settled() {
    local before
    before=$(used "$@")
    sleep 0.5
    [ $(($(used "$@") - before)) -lt 2000 ]
}

# unused PID...: in 10 s each uses less than 10 ms of processor time, a thousandth.
unused() {
    local before us
    [ -e /proc/self/schedstat ] || skip 'this system does not tell processor times exactly'
    eventually settled "$@"
    before=$(used "$@")
    sleep 10
    us=$(($(used "$@") - before))
    [ "$us" -lt $(($# * 10000)) ] || fail "used $us microseconds in 10 s"
}

# idle PID: in 10 s it uses less than 10 ms of processor time, and makes at most 300 system calls.
idle() {
    local calls
    command -v strace >/dev/null || skip 'there is no strace(1) to count system calls with'
    unused "$1"
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
