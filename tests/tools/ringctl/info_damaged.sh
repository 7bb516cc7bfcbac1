# A damaged ring is told of as far as it can be read, with what is wrong, and exit status 4.
damaged() { # RING PATTERN
    expect 4 ringctl info "$1" >text 2>err
    says err "^ringctl: $1: .*$2"
    says text "^  problem .*$2"
    expect 4 ringctl info -J "$1" >json 2>err
    jq -e --arg what "$2" '.problem_list | map(.problem) | any(test($what))' json >/dev/null ||
        fail "not in $(cat json)"
}
store() { # RING FILE OFFSET BYTES
    # shellcheck disable=SC2059  # the bytes are a format
    printf "$4" | dd of="$RINGPIPE_DIR/$1.ring/$2" bs=1 seek="$3" conv=notrunc status=none
}
for ring in cut scribbled old positions empty; do
    ringctl create -s 64K "$ring"
    seq 3 | ringcat -q -w "$ring"
done
truncate -s 70000 "$RINGPIPE_DIR/cut.ring/data"
damaged cut "'data' has 70000 bytes instead of 131072"
jq -c '[.layout, .end_sequence, .identity_intact]' json
store scribbled data 100 'XXXX'
damaged scribbled 'checksum'
jq -c '[.identity_intact, .capacity_bytes, .writer_list[0].command]' json
store old data 8 '\011'
damaged old 'has layout 9'
store positions data 647 '\377'
damaged positions 'contradict'
rm "$RINGPIPE_DIR/empty.ring/data" "$RINGPIPE_DIR/empty.ring/locks"
damaged empty "'data' is missing"
says err "'locks' is missing"
says text '^slots_used'
mkdir "$RINGPIPE_DIR/nothing.ring"
damaged nothing 'is missing'
# A name that says what it should not.
ringctl create name
ringctl create name/cursor
store name readers 4160 '\033[31m\n'
ringctl info name >text 2>err || true
says text 'u001b'
