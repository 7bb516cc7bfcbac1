# Mistakes are told before anything is measured.
usage() { # PATTERN ARGUMENTS...
    local pattern=$1
    shift
    expect 2 ring_bench "$@" >out 2>err
    [ ! -s out ] || fail "$(cat out)"
    says err "$pattern"
}
usage "^ring_bench: throughputs: no such scenario" throughputs
usage "did you mean 'throughput'" throughputs
usage '^ring_bench: 3: --record takes' --record 3
usage '^ring_bench: 100K: --size takes a power of two' -s 100K
usage '^ring_bench: none: --vs takes pipe' --vs=none
usage '^ring_bench: page.pdf: --report takes' --report page.pdf
usage '^ring_bench: venoms: no such preset' --preset venoms
usage 'a preset brings its own scenarios' --preset venom latency
usage '^ring_bench: 9999: --pin takes' --pin=9999
usage '^ring_bench: 0: --readers takes' --readers 0
usage '^ring_bench: --bogus: unknown option' --bogus
ring_bench --list | grep -q '^  ipc_ring' || fail 'no presets in the list'
# What cannot be written is told before anything is measured.
expect 1 ring_bench -q --duration 1h --report no/such/page.svg >out 2>err
says err '^ring_bench: no/such/page.svg: No such file or directory'
