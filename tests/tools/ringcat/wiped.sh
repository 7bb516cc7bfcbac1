# Truncated or with holes punched into it, under load or in silence: a message and exit status 4 for
# all, and no core dump.
page=4096
header=65536
ring=$RINGPIPE_DIR/r.ring
damage() { # KIND
    case $1 in
    data-gone) truncate -s 0 "$ring/data" ;;
    data-half) truncate -s $((header + 8 * page)) "$ring/data" ;;
    data-regrown) truncate -s 0 "$ring/data" && truncate -s $((header * 2)) "$ring/data" ;;
    data-punched) fallocate -p -o 0 -l $((header * 2)) "$ring/data" ;;
    frames-punched) fallocate -p -o $header -l $header "$ring/data" ;;
    readers-gone) truncate -s 0 "$ring/readers" ;;
    readers-punched) fallocate -p -o 0 -l $header "$ring/readers" ;;
    esac
}
worn() {
    if ended "$writer" && ended "$reader" && ended "$observer"; then return; fi
    damage "$kind"
    return 1
}
for kind in data-gone data-half data-regrown data-punched frames-punched readers-gone readers-punched; do
    for load in busy silent; do
        mkfifo input
        exec 3<>input
        rm -f out observed
        if [ $load = busy ]; then
            ringcat -q -w -s 64K r < <(exec seq 1000000000) 2>writer_err &
            writer=$!
        else
            ringcat -q -w -s 64K r <input 2>writer_err &
            writer=$!
            seq 100 >&3
        fi
        ringcat -q --wait -f r >out 2>reader_err &
        reader=$!
        eventually test -s out
        ringcat -q -P -f --from oldest r >observed 2>observer_err &
        observer=$!
        eventually test -s observed
        # A writer that has nothing to do notices some of it only when it has read something. One
        # that is busy may have written over the holes before anybody came to them.
        damage $kind
        [ $load = busy ] || echo more >&3
        eventually worn
        for party in writer reader observer; do
            status=0
            wait "${!party}" || status=$?
            [ $status -eq 4 ] || fail "$kind, $load: $party: exit status $status: $(cat ${party}_err)"
            says ${party}_err '^ringcat: r: '
            says ${party}_err 'cut short|wiped|damaged|not a ring|removed'
        done
        ringctl rm --force r
        exec 3<&-
        rm input
    done
done
