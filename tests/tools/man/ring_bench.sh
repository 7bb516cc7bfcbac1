# The examples of the manual page do what it says. Each runs for a moment only: it finds a
# ring_bench that adds options to its own.
# shellcheck source=examples.bash
. "${EXPECT%/*}/man/examples.bash"
# shellcheck source=../ring_bench/valid.bash
. "${EXPECT%/*}/ring_bench/valid.bash"
page=${EXPECT%/*}/../../man/ring_bench.1
# What looks for leaks cannot be traced itself.
export ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0"

mkdir short
cat >short/ring_bench <<END
#!/bin/sh
# A difference between runs so short means nothing.
exec '$(command -v ring_bench)' "\$@" -q -n 100 --rounds 1 -s 1M --tolerance 100
END
chmod +x short/ring_bench

# Each command of a block must end well; what they print is in "out".
run_block() {
    grep -v '^\$ ' "$1" && fail "$1 has a line that is no command"
    sed -n 's/^\$ //p' "$1" >commands
    PATH=$PWD/short:$PATH bash -e -o pipefail commands >out 2>err ||
        fail "exit status $?: $(cat commands err)"
    [ ! -s err ] || fail "$(cat commands err)"
}

rate='[0-9.]+[kMG]? +\([0-9.]+[kMG]?\.\.[0-9.]+[kMG]?\) +[0-9]+ +0'

extract_examples "$page"
grep -q '^\.Dl \$' "$page" && fail 'an example that is no literal block is not run'
[ "$(echo block*)" = 'block01 block02 block03 block04' ] || fail 'an example is not looked at'

# How fast here, and against a pipe.
run_block block01
says out 'every record checked on both sides: 0 errors'
says out "^ 256 B record +$rate +$"
says out "^   pipe +$rate +[0-9.]+x$"

# A page to show to others.
run_block block02
for scenario in throughput latency fanout writers lines burst cold; do
    says out "^ $scenario  "
done
well_formed page.html
json_of_page page.html >page.json
fits_schema page.json
jq -e -s '.[-1].errors == 0 and (.[-1].results | (map(.scenario) | unique | length == 7)
    and (map(.system) | index("pipe") != null)
    and (map(select(.system != "ring" and .ring_ratio == null)) == []))' page.json >answer ||
    fail "the page's JSON: $(cat answer)"

# Whether a change made anything slower.
run_block block03
fits_schema before.json
# What was dropped may be everything.
results=$(jq -s '.[-1].results | map(select(.case | endswith("drop-old") | not)) | length' before.json)
[ "$results" -gt 30 ] || fail "$results results"
says out 'against the earlier run'
compared=$(sed '1,/against the earlier run/d' out | grep -v drop-old | grep -Ec ' [+-][0-9.]+ % *$') || true
[ "$compared" -eq "$results" ] || fail "$compared of $results are compared"

# The 99.9th percentiles. Of so few records all that are so high are the same.
run_block block04
says commands '"p99\.9"'
fits_schema times.json
jq -r 'select(.scenario == "latency") | "\(.case)\t\(.latency_ns["p99.9"])"' times.json >wanted
says wanted '^ping-pong 64 B spin	[1-9][0-9]*$'
same wanted out
