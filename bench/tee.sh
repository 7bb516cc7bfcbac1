#!/usr/bin/env bash
# ringtee against GNU tee, and a healthy branch beside a frozen one: runs both in turn, prints the
# median of each and the ratio.
#
#   bench/tee.sh [MEGABYTES [RUNS]]       default: 1000 and 5; the tools are those on PATH, else
#                                         those in build/
#
# Only ratios taken in one run mean anything: the figures move with the machine and its neighbours.
set -euo pipefail

megabytes=${1:-1000}
runs=${2:-5}
here=$(cd "$(dirname "$0")/.." && pwd)
command -v ringtee >/dev/null || PATH=$here/build/tools:$PATH
command -v ringtee >/dev/null || { echo 'tee: no ringtee: run scripts/build first' >&2; exit 1; }

# shellcheck source=bench/in_turn.bash
. "$here/bench/in_turn.bash"
mkfifo "$files/1" "$files/2" "$files/3" "$files/frozen"

# shellcheck disable=SC2002  # the pipeline is what is measured
a_ours() { cat "$f" | ringtee -q "$r" 'cat >/dev/null' 'cat >/dev/null' 'cat >/dev/null'; }
# shellcheck disable=SC2002
a_theirs() {
    for fifo in 1 2 3; do cat "$files/$fifo" >/dev/null & done
    cat "$f" | tee "$files/1" "$files/2" >"$files/3"
    wait
}

# Until the healthy branch has everything; then the frozen one, which reads nothing and waits for a
# word, is let go.
# shellcheck disable=SC2016  # for the branch's shell
b_ours() {
    ringtee -q "$r" --lossy "read -r word <'$files/frozen'" 'cat >/dev/null; echo >"$DONE"' <"$f"
}
# shellcheck disable=SC2016
b_theirs() { ringtee -q "$r" 'cat >/dev/null; echo >"$DONE"' <"$f"; }

# As timed(), until the healthy branch says that it has everything.
timed_branch() {
    local start=${EPOCHREALTIME/./} job
    [ -p "$files/done" ] || mkfifo "$files/done"
    DONE=$files/done "$1" &
    job=$!
    read -r _ <"$files/done" || true
    echo $((${EPOCHREALTIME/./} - start))
    if [ "$1" = b_ours ]; then echo go >"$files/frozen"; fi
    wait "$job"
}
printf '%s, %s, %s, %d processors, %s, f: %d MB of log lines, median of %d\n' \
    "$(ringtee -V | head -n 1)" "$(tee --version | head -n 1)" "$(uname -sr)" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$megabytes" "$runs"

compare a timed "cat f | ringtee r 'cat >/dev/null' 'cat >/dev/null' 'cat >/dev/null'" \
    'cat f | tee fifo fifo >fifo, 3 times cat fifo >/dev/null'
compare b timed_branch "a healthy branch beside a frozen --lossy one" 'the healthy branch alone'
