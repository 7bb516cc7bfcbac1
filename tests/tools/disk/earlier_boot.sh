# A ring that was open for writing when the machine went down is refused, with what can be done; who
# only observes may read what is there. One that was closed in order goes on in the next boot.
# shellcheck source=image.bash
. "${EXPECT%/*}/disk/image.bash"
cat >inside <<'INSIDE'
ring=./disk/r
# As another boot would have left it: its id is at 256, the mark of a clean end at 272.
other_boot() {
    printf 'another boot ran!'  | dd of=disk/r.ring/data bs=1 seek=256 count=16 conv=notrunc status=none
}
seq 3 | ringcat -w $ring
other_boot
seq 4 5 | ringcat -w $ring
ringcat -c audit -n 4 $ring

mkfifo stream
ringcat -w $ring <stream &
writer=$!
exec 5>stream
echo 6 >&5
ringcat -n 1 -c audit --wait $ring
newest_is() { [ "$(ringcat -P --from newest -x $ring)" = "$1" ]; }
eventually newest_is 6
slay $writer
exec 5>&-
rm stream
# Of this boot, it is no more than a writer that died.
expect 7 ringcat -P --from oldest $ring >out 2>err
other_boot
for refused in 'ringcat -w' ringcat 'ringcat -c audit' 'ringcat -c new' 'ringtee --from-ring'; do
    expect 4 $refused $ring </dev/null >refused.out 2>err
    says err ': ./disk/r: was open for writing when the machine last went down, and may be incomplete$'
    says err "^hint: 'ringcat -P --from oldest ./disk/r' copies out what can be read; then 'ringctl rm ./disk/r', and make it again$"
    [ ! -s refused.out ] || fail "$refused read something"
done
expect 4 ringctl create ./disk/r.ring/other 2>err
expect 7 ringcat -P --from oldest $ring >out 2>err
same out <(seq 6)
ringctl rm $ring
echo 7 | ringcat -w $ring
ringcat $ring
INSIDE
on_disk ext4 ./inside
