# shellcheck shell=bash
# Runs the EXAMPLES of a manual page: every literal block there that has lines starting "$ ".
#
# Such lines are typed into one shell, the lines between them are what it prints on stdout. Each
# block gets a folder and rings of its own; what it runs in the background is waited for.

# The literal blocks of a page's EXAMPLES, as numbered files.
extract_examples() {
    awk '
        /^\.Sh / { inside = ($2 == "EXAMPLES") }
        inside && /^\.Ed/ { literal = 0; close(file) }
        literal { print > file }
        inside && /^\.Bd .*-literal/ { literal = 1; file = sprintf("block%02d", ++n) }
    ' "$1"
    sed -i -e 's/\\&//g' -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' -e 's/\\(ga/`/g' \
        -e 's/\\(ha/^/g' -e 's/\\(ti/~/g' -e 's/\\e/\\/g' block*
}

run_examples() {
    local page=${EXPECT%/*}/../../man/$1 block ran=0
    [ -f "$page" ] || fail "there is no page $1"
    extract_examples "$page"
    for block in block*; do
        grep -q '^\$ ' "$block" || continue
        run_example "$block"
        ran=$((ran + 1))
    done
    [ "$ran" -gt 0 ] || fail "no example in $1 can be run"
}

run_example() {
    local folder=$PWD/$1.folder shell tries=0
    mkdir "$folder" "$RINGPIPE_DIR/$1"
    sed -n 's/^\$ //p' "$1" >"$folder.commands"
    grep -v '^\$ ' "$1" >"$folder.wanted" || true
    (
        cd "$folder" || exit 1
        RINGPIPE_DIR=$RINGPIPE_DIR/$1 exec bash "$folder.commands"
    ) >"$folder.out" 2>"$folder.err" &
    shell=$!
    while ! cmp -s "$folder.wanted" "$folder.out" || ! ended "$shell"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 3000 ]; then
            diff -u --label "the page's" --label printed "$folder.wanted" "$folder.out" >&2 || true
            fail "example $1: $(head -n 1 "$1"): $(cat "$folder.err")"
        fi
        sleep 0.01
    done
}
