# Sizes that cannot be are usage errors that give the figures; nothing is left behind.
for size in 100K 1K 0 2T; do
    expect 2 ringctl create -s "$size" r 2>err
    says err '64 KiB'
    says err '1 TiB'
done
[ -z "$(ls -A "$RINGPIPE_DIR")" ] || fail "left behind: $(ls -A "$RINGPIPE_DIR")"
