# What makes no archive is a usage error before anything is opened.
refused() {
    local pattern=$1
    shift
    expect 2 ringcat "$@" r 2>err
    says err "$pattern"
    [ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail "made: $(ls "$RINGPIPE_DIR")"
}
refused '^ringcat: --zstd: needs a file \(-o FILE\)' --zstd
refused '^ringcat: --output: needs --zstd' -o app.zst
refused '^ringcat: --output: which file' --zstd -o ''
refused '^ringcat: --rotate: needs --zstd' --rotate 1h
refused '^ringcat: --keep: needs --zstd' --keep 3
refused '^ringcat: --keep: needs --rotate' --zstd -o app.zst --keep 3
refused '^ringcat: 0: --keep takes' --zstd -o app.zst --rotate 1h --keep 0
refused '^ringcat: weekly: --rotate takes' --zstd -o app.zst --rotate weekly
refused '^ringcat: 0: --rotate takes' --zstd -o app.zst --rotate 0
refused '^ringcat: --zstd=23: takes a level' --zstd=23 -o app.zst
refused '^ringcat: --zstd=0: takes a level' --zstd=0 -o app.zst
refused '^ringcat: --zstd=best: takes a level' --zstd=best -o app.zst
refused '^ringcat: --zstd: contradicts --each' --zstd -o app.zst --each cat
refused '^ringcat: --batch: needs --each or --zstd' --batch 1M
refused '^ringcat: 0: --batch takes' --zstd -o app.zst --batch 0
refused '^ringcat: --zstd: is for reading' -w --zstd -o app.zst
expect 3 ringcat --zstd -o app.zst r 2>err
[ ! -e app.zst ] || fail 'a file of nothing'
