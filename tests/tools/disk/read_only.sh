# On a file system that is mounted read-only a ring can be observed, without a slot; who would have to
# store there is told why it cannot.
# shellcheck source=image.bash
. "${EXPECT%/*}/disk/image.bash"
cat >inside <<'INSIDE'
ring=./disk/r
seq 9 | ringcat -w $ring
ringcat -c audit -n 4 $ring >/dev/null
seq 9 | ringcat -w --on-full drop-old ./disk/newest
mount -o remount,ro disk
ringcat -P $ring >out
same out <(seq 9)
ringcat ./disk/newest >out
same out <(seq 9)
ringcat -l 2 ./disk/newest
for command in 'ringcat' 'ringcat -c audit' 'ringcat -w'; do
    expect 1 $command $ring </dev/null 2>err
    says err '^ringcat: ./disk/r: .*Read-only file system$'
done
expect 1 ringctl create ./disk/another 2>err
says err '^ringctl: ./disk/another: .*Read-only file system$'
expect 1 ringctl create $ring.ring/other 2>err
says err 'Read-only file system$'
ringstat -J --sample 0 $ring | jq -c '[.state, .readers, [.reader_list[].cursor]]'
mount -o remount,rw disk
ringcat -c audit -n 1 $ring
INSIDE
on_disk ext4 ./inside
