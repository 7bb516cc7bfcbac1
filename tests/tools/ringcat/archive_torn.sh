# An archive that was cut off anywhere goes on with the record after its last whole batch, whether
# the cursor has moved over it or not.
ringctl create -s 1M r
ringctl create r/z --hold
seq 3000 >in
ringcat -q -w r <in
ringcat -q -x -P --batch 4K --zstd -o whole r
bytes=$(stat -c %s whole)
cut_at() {
    head -c "$1" whole >app.zst
    [ -z "${2-}" ] || head -c "$2" /dev/zero >>app.zst
    ringcat -x -P --batch 2K --zstd -o app.zst r 2>err
    zstdcat app.zst >out
    same in out
}
for ((at = 0; at < bytes; at += 97)); do cut_at "$at"; done
cut_at "$bytes"
[ ! -s err ] || fail "$(cat err)"
# The last trailer is 128 bytes long. What has none is cut, and what a power cut left as zeros.
for less in 1 127 128 129; do
    cut_at $((bytes - less))
    says err '^ringcat: .*app.zst: cut [0-9]+ bytes of an unfinished batch$'
done
cut_at $((bytes - 128)) 128
cut_at $((bytes - 500)) 5000
cut_at 0 128
# Zeros in the middle of what was not synced: at and after them it is cut.
head -c $((bytes - 128 - 200)) whole >app.zst
{ head -c 100 /dev/zero; tail -c 228 whole; } >>app.zst
[ "$(stat -c %s app.zst)" -eq "$bytes" ]
ringcat -q -x -P --zstd -o app.zst r
zstdcat app.zst >out
same in out
# A line that looks like an archive is only a line.
ringcat -q -w --framing raw nested <whole
ringcat -q -x -P --zstd=1 --batch 1K --from oldest -o nested.zst nested
bytes=$(stat -c %s nested.zst)
for ((less = 1; less < 3000; less += 311)); do
    head -c $((bytes - less)) nested.zst >again.zst
    ringcat -q -x -P --zstd --from oldest -o again.zst nested
    zstdcat again.zst >out
    same whole out
done
