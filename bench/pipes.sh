#!/usr/bin/env bash
# Rings against pipes: runs ours and theirs in turn, prints the median of each and the ratio.
#
#   bench/pipes.sh [MEGABYTES [RUNS]]     default: 1000 and 5; the tools are those on PATH, else
#                                         those in build/
#
# Only ratios taken in one run mean anything: the figures move with the machine and its neighbours.
set -euo pipefail

megabytes=${1:-1000}
runs=${2:-5}
here=$(cd "$(dirname "$0")/.." && pwd)
command -v ringcat >/dev/null || PATH=$here/build/tools:$PATH
command -v ringcat >/dev/null || { echo 'pipes: no ringcat: run scripts/build first' >&2; exit 1; }

# shellcheck source=bench/in_turn.bash
. "$here/bench/in_turn.bash"

# shellcheck disable=SC2002  # the pipeline is what is measured
a_ours() {
    ringcat -q --wait "$r" | cat >/dev/null &
    cat "$f" | ringcat -q -w "$r"
    wait
}
# shellcheck disable=SC2002  # the pipeline is what is measured
a_theirs() { cat "$f" | cat | cat >/dev/null; }
# What both have to do first: into a pipe like ringcat's, and to nobody. 1031 is F_SETPIPE_SZ.
# shellcheck disable=SC2002
a_part() {
    cat "$f" | perl -e 'fcntl(STDIN, 1031, 131072); 1 while sysread(STDIN, $block, 131072)'
}

b_ours() {
    ringcat -q --wait "$r" >/dev/null &
    ringcat -q -w "$r" <"$f"
    wait
}
# shellcheck disable=SC2002
b_theirs() { cat "$f" | cat >/dev/null; }

c_ours() {
    for _ in 1 2 3; do ringcat -q --wait "$r" >/dev/null & done
    ringcat -q -w --readers 3 "$r" <"$f"
    wait
}
c_theirs() {
    for fifo in 1 2 3; do
        [ -p "$files/$fifo" ] || mkfifo "$files/$fifo"
        cat "$files/$fifo" >/dev/null &
    done
    tee "$files/1" "$files/2" <"$f" >"$files/3"
    wait
}

first_record() {
    ringcat -q --wait -n 1 "$r" >"$files/first" &
    echo first | ringcat -q -w "$r"
    wait
}

rss_anon() { awk '/^RssAnon:/ { print $2 }' "/proc/$1/status" 2>/dev/null || true; }

printf '%s, %s, %d processors, %s, f: %d MB of log lines, median of %d\n' "$(ringcat -V | head -n 1)" \
    "$(uname -sr)" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$megabytes" "$runs"

compare a timed 'ringcat --wait r | cat >/dev/null & cat f | ringcat -w r' \
    'cat f | cat | cat >/dev/null' 'cat f | perl, which throws it away'
compare b timed 'ringcat --wait r >/dev/null & ringcat -w r <f' 'cat f | cat >/dev/null'
compare c timed '3 times ringcat --wait r >/dev/null & ringcat -w --readers 3 r <f' \
    'tee fifo fifo >fifo <f, 3 times cat fifo >/dev/null'

for ((i = 0; i < 21; ++i)); do
    fresh
    timed first_record >>"$files/first.us"
done
printf 'cold start\n  no ring, both sides started at once, until a record came out and both ended: %d us (median of 21)\n' \
    "$(median <"$files/first.us")"

fresh
ringcat -q --wait "$r" >/dev/null &
reader=$!
ringcat -q -w "$r" <"$f" &
writer=$!
most_reader=0 most_writer=0
while kill -0 "$writer" 2>/dev/null; do
    now=$(rss_anon "$reader")
    [ "${now:-0}" -le "$most_reader" ] || most_reader=$now
    now=$(rss_anon "$writer")
    [ "${now:-0}" -le "$most_writer" ] || most_writer=$now
    sleep 0.01
done
wait
printf 'memory\n  RssAnon at most, seen every 10 ms during b: writer %d KiB, reader %d KiB\n' \
    "$most_writer" "$most_reader"
