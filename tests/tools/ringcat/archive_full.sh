# A file that cannot grow ends the archiver with an error: what is in it is whole, the cursor is
# behind it, and with room again all is there once.
head -c 150000 /dev/urandom | base64 >in
ringctl create r
ringctl create r/z --hold
ringcat -q -w r <in
full() {
    local kib=$1
    (
        ulimit -f "$kib"
        expect 1 ringcat -q -x -c z --batch 50K --zstd=1 -o app.zst r 2>err
    )
    says err '^ringcat: .*app.zst: cannot be appended to: File too large$'
    says err '^hint: nothing was lost: the next run goes on where this one stopped$'
    zstd -q -t app.zst
}
full 20
full 40
full 60
[ "$(stat -c %s app.zst)" -gt 30000 ] || fail "$(stat -c %s app.zst) bytes in it"
# What was archived was consumed.
ringcat -q -x -P --from unread r >rest
[ "$(wc -l <rest)" -lt "$(wc -l <in)" ] || fail 'nothing was consumed'
ringcat -q -x -c z --zstd=1 -o app.zst r
zstdcat app.zst >out
same in out
