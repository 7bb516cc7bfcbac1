# shellcheck shell=bash
# Has a reader of the drop-old ring r lapped by a million lines: `out` and `err` are what it said.

# lapped STATUS OPTION...: the options are the reader's, the exit status, too.
lapped() {
    local status=$1 reader
    shift
    ringctl create -s 64K --on-full drop-old r
    mkfifo output
    ringcat "$@" --wait r >output 2>err &
    reader=$!
    exec 3<output
    eventually attached r 1
    seq 1000000 | ringcat -w r
    cat <&3 >out
    exec 3<&-
    expect "$status" wait "$reader"
}
