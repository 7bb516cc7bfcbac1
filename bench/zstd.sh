#!/usr/bin/env bash
# ringcat --zstd against `cat | zstd`: runs both in turn, prints the median of each, the ratio, and
# the size of the archive beside that of a single zstd frame.
#
#   bench/zstd.sh [MEGABYTES [RUNS [LEVEL]]]    default: 400, 7 and 3; the tools are those on PATH,
#                                               else those in build/
#
# The ring is filled before the clock starts, so that both sides only read, compress and write, to
# the same folder. zstd(1) does not sync what it writes; ringcat does. Only ratios taken in one run
# mean anything: the figures move with the machine and its neighbours.
set -euo pipefail

megabytes=${1:-400}
runs=${2:-7}
level=${3:-3}
here=$(cd "$(dirname "$0")/.." && pwd)
command -v ringcat >/dev/null || PATH=$here/build/tools:$PATH
command -v ringcat >/dev/null || { echo 'zstd: no ringcat: run scripts/build first' >&2; exit 1; }

# shellcheck source=bench/in_turn.bash
. "$here/bench/in_turn.bash"
size=$(stat -c %s "$f")
ring_size=1
while [ "$ring_size" -lt $((size + size / 8 + (1 << 20))) ]; do ring_size=$((ring_size * 2)); done

fresh() {
    rm -rf "$RINGPIPE_DIR/$r.ring"
    rm -f "$files/ours" "$files/theirs"
    ringcat -q -w -s "$ring_size" "$r" <"$f"
    sync -f "$files"
}
TIMEFORMAT='%U %S'
a_ours() { { time ringcat -q -x -c z --zstd="$level" -o "$files/ours" "$r"; } 2>>"$files/cpu.ours"; }
# shellcheck disable=SC2002  # the pipeline is what is measured
a_theirs() {
    { time cat "$f" | zstd -q "-$level" -T1 -o "$files/theirs"; } 2>>"$files/cpu.theirs"
}

printf '%s, %s, %s, %d processors, %s, f: %d MB of log lines, level %d, median of %d\n' \
    "$(ringcat -V | head -n 1)" "$(zstd --version | grep -o 'v[0-9.]*')" "$(uname -sr)" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$megabytes" "$level" "$runs"
compare a timed "ringcat -x -c z --zstd=$level -o app.zst r" "cat f | zstd -$level -T1 -o app.zst"

cpu() { awk '{ print ($1 + $2) * 1000000 }' "$files/cpu.$1" | median; }
awk -v ours="$(cpu ours)" -v theirs="$(cpu theirs)" \
    'BEGIN { printf "  processor time, theirs to ours: %.2f\n", theirs / ours }'

fresh
a_ours
a_theirs
cmp <(zstdcat "$files/ours") "$f"
awk -v ours="$(stat -c %s "$files/ours")" -v theirs="$(stat -c %s "$files/theirs")" 'BEGIN {
    printf "b\n  ours    %d bytes, in batches of 1 MiB\n  theirs  %d bytes, one frame\n", ours, theirs
    printf "  ratio   %.3f of one frame\n", ours / theirs
}'
