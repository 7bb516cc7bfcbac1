#!/usr/bin/env bash
# ringcat --where and --pick against jq and grep: runs ours and theirs in turn on one processor,
# prints the median of each and the ratio. What counts is processor time, of all processes on a
# side: that is what it takes on one processor that nobody else uses.
#
#   bench/json.sh [MEGABYTES [RUNS]]      default: 200 and 3; the tools are those on PATH, else
#                                         those in build/
#
# Only ratios taken in one run mean anything: the figures move with the machine and its neighbours.
set -euo pipefail

megabytes=${1:-200}
runs=${2:-3}
here=$(cd "$(dirname "$0")/.." && pwd)
command -v ringcat >/dev/null || PATH=$here/build/tools:$PATH
for tool in ringcat ringctl jq grep taskset; do
    command -v "$tool" >/dev/null || { echo "json: no $tool (for ours: scripts/build)" >&2; exit 1; }
done

RINGPIPE_DIR=$(mktemp -d /dev/shm/ringpipe-bench-XXXXXX)
export RINGPIPE_DIR LC_ALL=C
files=$(mktemp -d "${TMPDIR:-/tmp}/ringpipe-bench-XXXXXX")
trap 'rm -rf "$RINGPIPE_DIR" "$files"' EXIT
trap 'exit 130' INT TERM HUP
f=$files/f

# Log lines of about 300 bytes, no two alike; 2 of 100 are errors, and every fifth has escapes.
awk -v bytes=$((megabytes * 1000000)) 'BEGIN {
    srand(7)
    split("GET POST PUT DELETE", method, " ")
    for (n = 0; sent < bytes; ++n) {
        chance = rand()
        level = chance < 0.02 ? "error" : chance < 0.07 ? "warn" : chance < 0.3 ? "debug" : "info"
        said = n % 5 ? "request handled" : "said \\\"hello\\\" and left\\n"
        line = sprintf("{\"ts\":\"2026-11-21T03:%02d:%02d.%06dZ\",\"level\":\"%s\",\"host\":\"web-%02d\",\"pid\":%d,\"logger\":\"app.http.server\",\"msg\":\"%s\",\"http\":{\"method\":\"%s\",\"path\":\"/api/v1/items/%d?page=%d\",\"status\":%d,\"bytes\":%d},\"us\":%d,\"trace_id\":\"%08x%08x\",\"user\":{\"id\":%d,\"roles\":[\"reader\",\"writer\"]}}",
            n / 60 % 60, n % 60, n % 1000000, level, n % 17, 1000 + n % 7, said,
            method[n % 4 + 1], n * 7919 % 100003, n % 50, chance < 0.02 ? 500 : 200, n * 31 % 65537,
            rand() * 100000, rand() * 2147483647, rand() * 2147483647, n * 13 % 99991)
        print line
        sent += length(line) + 1
    }
}' >"$f"
rare=$(sed -n '1000{s/.*"trace_id":"\([^"]*\)".*/\1/p}' "$f")
size=$(stat -c %s "$f")
capacity=1048576
while [ "$capacity" -lt $((size * 5 / 4)) ]; do capacity=$((capacity * 2)); done
ringcat -q -w -s "$capacity" full <"$f"

# The filter alone reads a ring that is full already; as it only peeks, it can do so again. What is
# selected goes into a file: grep stops at the first match when it writes to /dev/null.
alone() { taskset -c 0 ringcat -q -P -x "$@" full >"$files/ours"; }
by_jq() { taskset -c 0 jq -c "$1" <"$f" >"$files/theirs"; }
by_grep() { taskset -c 0 grep -F "$1" <"$f" >"$files/theirs"; }

error_alone() { alone --where level=error; }
error_read() { alone --where level=error --invalid drop; }
error_through() {
    rm -rf "$RINGPIPE_DIR/through.ring"
    taskset -c 0 ringcat -q -w through <"$f" &
    taskset -c 0 ringcat -q --wait --where level=error through >"$files/ours"
    wait
}
error_jq() { by_jq 'select(.level=="error")'; }
error_grep() { by_grep '"level":"error"'; }
status_alone() { alone --where '/http/status>=500'; }
status_jq() { by_jq 'select(.http.status>=500)'; }
pick_alone() { alone --pick ts,level,/http/status; }
pick_jq() { by_jq '{ts,level,status:.http.status}'; }
rare_alone() { alone --where "trace_id=$rare"; }
rare_grep() { by_grep "\"trace_id\":\"$rare\""; }

# Microseconds of processor time that a command takes, with its children.
timed() {
    local TIMEFORMAT='%U %S'
    { time "$1" 2>&3; } 3>&2 2>"$files/time"
    awk '{ printf "%d\n", ($1 + $2) * 1000000 }' "$files/time"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

compare() { # OURS "ours" THEIRS "theirs"
    local ours theirs
    rm -f "$files/ours.us" "$files/theirs.us"
    for ((i = 0; i < runs; ++i)); do
        timed "$1" >>"$files/ours.us"
        timed "$3" >>"$files/theirs.us"
        cmp -s "$files/ours" "$files/theirs" || { echo "json: $2 and $4 differ" >&2; exit 1; }
    done
    ours=$(median <"$files/ours.us")
    theirs=$(median <"$files/theirs.us")
    printf '  ours    %s\n          %d MB/s  (us: %s)\n' "$2" $((size / ours)) \
        "$(tr '\n' ' ' <"$files/ours.us")"
    printf '  theirs  %s\n          %d MB/s  (us: %s)\n' "$4" $((size / theirs)) \
        "$(tr '\n' ' ' <"$files/theirs.us")"
    awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "  ratio   %.2f\n\n", a / b }'
}

printf '%s, %s, %s, %s, f: %d MB of JSON log lines, median of %d, all on one processor\n\n' \
    "$(ringcat -V | head -n 1)" "$(jq --version)" "$(uname -sr)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$megabytes" "$runs"

compare error_alone 'ringcat -P -x --where level=error r' \
    error_jq "jq -c 'select(.level==\"error\")' <f"
compare error_through 'ringcat -w r <f & ringcat --wait --where level=error r' \
    error_jq "jq -c 'select(.level==\"error\")' <f"
compare error_read 'ringcat -P -x --where level=error --invalid drop r  (reads every record)' \
    error_jq "jq -c 'select(.level==\"error\")' <f"
compare status_alone "ringcat -P -x --where '/http/status>=500' r" \
    status_jq "jq -c 'select(.http.status>=500)' <f"
compare pick_alone 'ringcat -P -x --pick ts,level,/http/status r' \
    pick_jq "jq -c '{ts,level,status:.http.status}' <f"
compare error_alone 'ringcat -P -x --where level=error r' error_grep "grep -F '\"level\":\"error\"' <f"
compare error_through 'ringcat -w r <f & ringcat --wait --where level=error r' \
    error_grep "grep -F '\"level\":\"error\"' <f"
compare rare_alone 'ringcat -P -x --where trace_id=... r' rare_grep "grep -F '\"trace_id\":\"...\"' <f"
