# A ring on ext4 or xfs has checksums unless told otherwise, carries what is many times its size, and
# loses nothing when its reader or its writer is killed.
# shellcheck source=image.bash
. "${EXPECT%/*}/disk/image.bash"
cat >inside <<'INSIDE'
ring=./disk/r
ringctl -v create -s 1M $ring 2>err
says err ', checksums\)$'
ringctl -v create -s 64K --checksum=no ./disk/plain 2>err
says err 'reader slots\)$'

seq 400000 >in
ringcat -w $ring <in &
ringcat --wait $ring >out
same in out
ringcat -w ./disk/plain <in &
ringcat --wait ./disk/plain >out
same in out

# Of a killed reader's records none is missing for the next, and of a killed writer's none is torn.
ringctl create $ring.ring/audit --hold
all_came() { [ "$(cat first second | tail -n 1)" = 50000 ]; }
mkfifo stream
ringcat -w $ring <stream &
writer=$!
exec 5>stream
seq 50000 >&5
ringcat -f -c audit $ring >first &
reader=$!
eventually test -s first
slay $reader
ringcat -f -c audit $ring >second &
reader=$!
eventually all_came
slay $writer
exec 5>&-
rm stream
slay $reader
echo last | ringcat -w $ring
ringcat -x -c audit $ring | tail -n 1
# At least once: what the first had when it was killed may come again.
same <(sort -n -u first second) <(seq 50000)
INSIDE
for kind in ext4 xfs; do on_disk $kind ./inside; done
