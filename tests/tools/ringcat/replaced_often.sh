# Under load: a ring is removed and replaced again and again while writers and readers stream.
# Every writer ends with 4; a reader with -f and --wait goes on, and of each ring it gives out what
# was published there from the start, in order, without a hole and nothing twice.
ringcat -q --wait -f r >out 2>err &
reader=$!
# Another kind of reader beside it, which does not consume.
ringcat -q -P --wait -f --from oldest r >observed 2>observed_err &
observer=$!
seen() { grep -qF "$1 " out && grep -qF "$1 " observed; }
# A line at a time, so that `out` does not fill the disk.
lines() {
    local i
    for ((i = 1; ; i++)); do echo "$1 $i"; done
}
for round in 1 2 3 4 5 6 7 8; do
    ringcat -q -w -s 64K r < <(lines "$round" 2>/dev/null) 2>err_0 &
    writers=($!)
    ringcat -q -w -s 64K r < <(lines "$round+" 2>/dev/null) 2>err_1 &
    writers+=($!)
    eventually seen "$round"
    eventually seen "$round+"
    case $((round % 2)) in
    0) ringctl rm --force r ;;
    1)
        mv "$RINGPIPE_DIR/r.ring" "$RINGPIPE_DIR/was.ring"
        ringctl create -s 64K r
        ringctl rm --force was
        ;;
    esac
    for i in 0 1; do
        expect 4 wait "${writers[i]}"
        says "err_$i" '^ringcat: r: the ring was (removed|replaced by another of its name)$'
    done
done
for process in "$reader" "$observer"; do
    kill -TERM "$process"
    expect 143 wait "$process"
done
# `observed` may miss what was overwritten, and only that; what it has is in order.
in_order() { # STEP FILE
    awk -v step="$1" '
        NF != 2 { print "torn: " $0; exit 1 }
        step && $2 != last[$1] + 1 { print "after " last[$1] ": " $0; exit 1 }
        $2 <= last[$1] { print "twice: " $0; exit 1 }
        { last[$1] = $2 }' "$2" || fail "$2"
}
in_order 1 out
in_order 0 observed
[ "$(cut -d' ' -f1 out | sort -u | wc -l)" -eq 16 ] || fail 'a writer was not heard'
