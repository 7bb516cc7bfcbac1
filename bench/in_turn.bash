# Sourced by the scripts that set ours beside theirs in a pipeline of log lines: a scratch
# directory of rings and one of files, the lines, and the comparison. Needs $megabytes and $runs.
# shellcheck shell=bash disable=SC2154  # both are the sourcing script's

RINGPIPE_DIR=$(mktemp -d /dev/shm/ringpipe-bench-XXXXXX)
export RINGPIPE_DIR
files=$(mktemp -d "${TMPDIR:-/tmp}/ringpipe-bench-XXXXXX")
trap 'rm -rf "$RINGPIPE_DIR" "$files"' EXIT
trap 'exit 130' INT TERM HUP
f=$files/f
r=bench

# Log lines of about 110 bytes, no two alike.
awk -v bytes=$((megabytes * 1000000)) 'BEGIN {
    for (n = 0; sent < bytes; ++n) {
        line = sprintf("2026-11-21T03:%02d:%02d.%06dZ host%02d app[%d]: level=info request=%d path=/v1/items/%d status=200 bytes=%d",
            n / 60 % 60, n % 60, n % 1000000, n % 17, 1000 + n % 7, n, n * 7919 % 100003, n * 31 % 65537)
        print line
        sent += length(line) + 1
    }
}' >"$f"
cat "$f" >/dev/null

# Microseconds that a command takes.
timed() {
    local start=${EPOCHREALTIME/./}
    "$1"
    echo $((${EPOCHREALTIME/./} - start))
}
fresh() { rm -rf "$RINGPIPE_DIR/$r.ring"; }

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

compare() { # LETTER TIMER "ours" "theirs" ["a part of the work", run by LETTER_part]
    local size ours theirs part
    for ((i = 0; i < runs; ++i)); do
        fresh
        "$2" "${1}_ours" >>"$files/$1.ours"
        fresh
        "$2" "${1}_theirs" >>"$files/$1.theirs"
        [ -z "${5-}" ] || "$2" "${1}_part" >>"$files/$1.part"
    done
    size=$(stat -c %s "$f")
    ours=$(median <"$files/$1.ours")
    theirs=$(median <"$files/$1.theirs")
    printf '%s\n  ours    %s\n          %d MB/s  (us: %s)\n' "$1" "$3" $((size / ours)) \
        "$(tr '\n' ' ' <"$files/$1.ours")"
    printf '  theirs  %s\n          %d MB/s  (us: %s)\n' "$4" $((size / theirs)) \
        "$(tr '\n' ' ' <"$files/$1.theirs")"
    awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "  ratio   %.2f\n", a / b }'
    [ -n "${5-}" ] || return 0
    part=$(median <"$files/$1.part")
    printf '  part    %s\n          %d MB/s  (us: %s)\n' "$5" $((size / part)) \
        "$(tr '\n' ' ' <"$files/$1.part")"
    awk -v a="$theirs" -v b="$part" 'BEGIN { printf "          would be a ratio of %.2f\n", a / b }'
}
