# Where files are not what they seem, rings are refused with the reason: they are not made there, and
# one that is found there is not used. Nothing is left behind.
# shellcheck source=image.bash
. "${EXPECT%/*}/disk/image.bash"
mkdir low up merged
seq 3 | ringcat -q -w r
cp -r "$RINGPIPE_DIR/r.ring" low
cat >inside <<'INSIDE'
mkdir stack
mount -t tmpfs tmpfs stack
mkdir stack/low stack/up stack/work
cp -r low/r.ring stack/low
mount -t overlay -o lowerdir=stack/low,upperdir=stack/up,workdir=stack/work overlay merged 2>/dev/null || exit 77
expect 2 ringctl create ./merged/new 2>err
says err '^ringctl: ./merged/new: cannot be on overlayfs, where a file that is written to becomes another file'
says err '^hint: use a bare name, or a path on tmpfs, ext4 or xfs$'
expect 2 ringcat -w ./merged/new </dev/null 2>err
for command in ringcat 'ringcat -P' 'ringcat -w' ringstat; do
    expect 4 $command ./merged/r </dev/null 2>err
    says err ': ./merged/r: is on overlayfs, where a file'
done
RINGPIPE_DIR=$PWD/merged expect 4 ringcat r 2>err
RINGPIPE_DIR=$PWD/merged expect 2 ringctl create new 2>err
[ "$(ls -A merged)" = r.ring ] || fail "left behind: $(ls -A merged)"

# Where no room can be set aside, a ring could end in SIGBUS.
mount -t ramfs ramfs up
expect 1 ringctl create ./up/r 2>err
says err 'cannot allocate 16 MiB: Operation not supported$'
[ -z "$(ls -A up)" ] || fail "left behind: $(ls -A up)"
INSIDE
in_own_mounts ./inside
