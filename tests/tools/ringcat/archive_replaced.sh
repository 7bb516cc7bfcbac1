# A file that is removed, replaced or written to under the archiver ends it before anything is lost
# that comes from the ring. A single frame after its last batch is taken for one without its end.
ringctl create r
ringctl create r/z --hold
attack() {
    echo "before: $1" | ringcat -q -w r
    ringcat -q -f -c z --batch 10ms --zstd -o app.zst r 2>err &
    eventually in_file "before: $1"
    eval "$1"
    echo "after: $1" | ringcat -q -w r
    expect 1 wait $!
    says err "$2"
}
in_file() { zstdcat app.zst 2>/dev/null | grep -qF "$1"; }
attack 'rm app.zst' 'app.zst: was removed or replaced by another process'
attack 'mv app.zst old.zst; cp old.zst app.zst' 'app.zst: was removed or replaced'
attack 'echo x | zstd -q >>app.zst' 'app.zst: was changed by another process'
ringcat -q -x -c z --zstd -o app.zst r
zstdcat app.zst
