# A ring that is replaced under its users, by another of its name or with its directory moved away:
# who waits for it notices, and says so.
mkfifo input
exec 3<>input
archived() { zstdcat "$way.zst" 2>/dev/null | grep -qx "$1"; }
for way in remove move; do
    rm -f out follower_out plain_out
    ringcat -w r <input 2>writer_err &
    writer=$!
    printf 'before\nhalf' >&3
    ringcat --wait -q r >out 2>err &
    reader=$!
    ringcat -q -P -f --from oldest --wait=60 -n 2 r >follower_out 2>follower_err &
    follower=$!
    eventually test -s out
    eventually test -s follower_out
    ringcat -q -f --from oldest -P r >plain_out 2>plain_err &
    plain=$!
    eventually test -s plain_out
    ringcat -q -f --wait -P --from oldest --batch 10ms --zstd -o "$way.zst" r 2>archiver_err &
    archiver=$!
    eventually archived before
    case $way in
    remove) ringctl rm --force r ;;
    move) mv "$RINGPIPE_DIR/r.ring" "$RINGPIPE_DIR/was.ring" ;;
    esac
    ringctl create r -s 64K
    expect 4 wait "$reader"
    says err '^ringcat: r: the ring was (removed|replaced by another of its name)$'
    expect 4 wait "$plain"
    says plain_err '^ringcat: r: the ring was (removed|replaced by another of its name)$'
    expect 4 wait "$archiver"
    says archiver_err '^ringcat: r: the ring was (removed|replaced by another of its name)$'
    [ "$(zstdcat "$way.zst")" = before ]
    expect 4 wait "$writer"
    says writer_err '^ringcat: r: the ring was (removed|replaced by another of its name)$'
    says writer_err "^ringcat: stdin: 4 bytes of it not published"
    # -f --wait goes on there; -n counts over both.
    echo after | ringcat -q -w r
    expect 0 wait "$follower"
    printf 'before\nafter\n' >wanted
    same wanted follower_out
    ringctl rm --force r
done
