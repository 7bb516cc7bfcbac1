# --where selects the records that jq selects, of generated and of awkward documents.
[ "$(printf '{"a":9}' | jq '.a')" -eq 9 ] || fail 'jq does not work here'
awk 'BEGIN {
    srand(11)
    n = split("\"error\"|\"info\"|\"\\u0065rror\"|\"\"|500|499.5|5e2|-0|1e308|1e400|true|false|null|[]|[1,[2]]|{}|{\"a\":1,\"a\":\"error\"}|\"50\"|\"a\\/b\"|\"x\\u0000y\"|\"\\udc00\"|\"\\ud83d\\ude00\"|\"q\\\"\\\\\"|9007199254740992|\"a\\nb\"", value, "|")
    k = split("level|status|user.id|a|b|\\u006cevel|/|", key, "|")
    for (i = 0; i < 3000; ++i) {
        line = ""
        for (f = int(rand() * 6); f > 0; --f) {
            v = value[1 + int(rand() * n)]
            if (rand() < 0.2) v = "{ \"b\" :" v ", \"level\":[" v ", 1]}"
            line = line (line == "" ? "" : ",") (rand() < 0.3 ? " " : "") "\"" key[1 + int(rand() * k)] "\" : " v
        }
        print (rand() < 0.05 ? value[1 + int(rand() * n)] : "{" line "}") (rand() < 0.1 ? "\r" : "")
    }
}' >in
# Blank lines, and as deep as jq 1.6 goes.
{
    printf '\n \t\n'
    printf '%.0s[' {1..250}
    printf '%.0s]' {1..250}
    echo
    printf '{"a":%.0s' {1..120}
    printf 1
    printf '%.0s}' {1..120}
    echo
} >>in

# as_jq EXPRESSION CONDITION: to be compared.
expressions=()
conditions=()
as_jq() {
    expressions+=("$1")
    conditions+=("$2")
}

# compare COUNT: so many expressions select from `in` what jq selects. jq runs only twice, to select
# for all of them, and to write what we selected in its way.
compare() {
    local i program=empty
    [ "${#expressions[@]}" -eq "$1" ] || fail "${#expressions[@]} expressions"
    for i in "${!expressions[@]}"; do
        # Where jq says "error", as of a number's field, it selects nothing.
        program+=", (select(${conditions[i]})? | [$i, .])"
    done
    jq -c "$program" <in >wanted 2>errors || fail "jq: $(head -c 1000 errors)"
    ringcat -q -w -s 16M r <in
    for i in "${!expressions[@]}"; do
        ringcat -P -x --invalid fail --where "${expressions[i]}" r >one || fail "${expressions[i]}: exit status $?"
        # What is skipped unread makes no difference.
        ringcat -P -x --where "${expressions[i]}" r | cmp -s one - ||
            fail "${expressions[i]} differs when records are skipped"
        LC_ALL=C sed "/[^[:space:]]/!d; s/^\xef\xbb\xbf//; s/.*/[$i,&]/" one
    done >selected
    jq -c . <selected >got
    for i in "${!expressions[@]}"; do
        grep "^\[$i," wanted >one || [ "${expressions[i]}" = 'a<null' ] ||
            fail "${expressions[i]}: nothing to compare"
        { grep "^\[$i," got || true; } | cmp -s one - ||
            fail "${expressions[i]}: $(grep "^\[$i," got | diff one - | head -c 1000)"
    done
    ringctl rm r
    expressions=()
    conditions=()
}

# Every operation and every operand; with sanitizers not each of one with each of the other.
every=1
[ -z "${RINGPIPE_SANITIZED-}" ] || every=3
combinations=0
op_as_jq() {
    combinations=$((combinations + 1))
    [ $((combinations % every)) -ne 0 ] || as_jq "$@"
}
for op in = != '<' '<=' '>' '>='; do
    jq_op=${op/#=/==}
    op_as_jq "level${op}error" ".level $jq_op \"error\""
    op_as_jq "status${op}500" ".status $jq_op 500"
    op_as_jq "!status${op}500" ".status $jq_op 500 | not"
    op_as_jq "a${op}[1,[2]]" ".a $jq_op [1,[2]]"
    op_as_jq "b${op}true" ".b $jq_op true"
    op_as_jq "a${op}null" ".a $jq_op null"
    op_as_jq "b${op}\"50\"" ".b $jq_op \"50\""
    op_as_jq "a${op}a/b" ".a $jq_op \"a/b\""
    op_as_jq "/a/b${op}info" ".a.b $jq_op \"info\""
    op_as_jq "status${op}1e308" ".status $jq_op 1e308"
done
as_jq 'user.id?' 'has("user.id")'
as_jq '!user.id?' 'has("user.id") | not'
as_jq 'level~^err' '.level | strings | test("^err")'
as_jq 'level~rr' '.level | strings | test("rr")'
as_jq '/~1=500' '.["/"] == 500'
as_jq '/=500' '.[""] == 500'
as_jq 'a="x\u0000y"' '.a == "x\u0000y"'
as_jq 'a="q\"\\"' '.a == "q\"\\"'
as_jq 'a={"a":"error"}' '.a == {"a":"error"}'
compare $((60 / every + 9))

# A document of four megabytes; and a byte order mark, which jq takes only at the very start.
awk 'BEGIN {
    printf "\xef\xbb\xbf{\"status\":1,\"big\":["
    for (i = 0; i < 120000; ++i) printf "{\"level\":\"info\",\"n\":[%d,\"\\n\"]},", i
    print "0],\"level\":\"error\",\"status\":500}"
}' >in
[ "$(wc -c <in)" -gt 4000000 ] || fail 'no document of megabytes'
as_jq level=error '.level == "error"'
as_jq '/big/119999/n/0=119999' '.big[119999].n[0] == 119999'
compare 2
