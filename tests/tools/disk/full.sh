# Where there is too little room, a ring is not made, and nothing is left behind; one that was made
# can be written to however full the disk becomes, and its bytes arrive. So too for a copy of it,
# which at first has holes or shares its blocks: if there is no room for it, that is an error.
# shellcheck source=image.bash
. "${EXPECT%/*}/disk/image.bash"
cat >inside <<'INSIDE'
expect 1 ringctl create -s 1G ./disk/big 2>err
says err '^ringctl: ./disk/big: ./disk has [0-9]+ MiB free, the ring needs 1 GiB: No space left on device$'
find disk -name '*.ring*' | grep . >&2 && fail 'something is left behind'

ringctl create -s 4M ./disk/r
seq 1000 | ringcat -w ./disk/r
cp -r --sparse=always disk/r.ring disk/holes.ring
shared=
if cp -r --reflink=always disk/r.ring disk/shared.ring 2>/dev/null; then
    shared=yes
    # What it was copied from shares its blocks, too, until somebody stores to it.
    ringcat -w ./disk/r </dev/null
    ringcat -P -x ./disk/r >/dev/null
fi
free=$(($(stat -f -c '%a * %S' disk)))
fallocate -l $((free - (free >> 5))) disk/rest
dd if=/dev/zero of=disk/more bs=4k 2>/dev/null || true
ringcat -x ./disk/r | tail -n 1
for copy in holes ${shared:+shared}; do
    expect 1 ringcat -w ./disk/$copy <in 2>err
    says err 'No space left on device$'
done

# Every byte of it is stored anew, some of them several times, and all is there after an unmount.
ringcat -w ./disk/r <in &
ringcat --wait ./disk/r >out
same in out
head -n 500000 in | ringcat -w ./disk/r
umount disk
mount -o loop image disk
ringcat -x ./disk/r >out
same out <(head -n 500000 in)
rm disk/rest disk/more
for copy in holes ${shared:+shared}; do
    seq 7 | ringcat -w ./disk/$copy
    ringcat -x ./disk/$copy | tail -n 1
done
INSIDE
seq 1000000 >in
for kind in ext4 xfs; do on_disk $kind ./inside; done
