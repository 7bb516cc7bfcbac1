# What --zstd -o FILE wrote is read by plain zstdcat, whatever the level and however often it was
# started, and goes back into a ring.
seq 100000 >in
ringcat -q -w r <in
ringcat -q -n 10 -c z --zstd -o app.zst r
ringcat -q -x -c z --zstd=1 -o app.zst r
zstdcat app.zst >out
same in out
zstd -q -t app.zst
seq 3 | tee -a in | ringcat -q -w r
ringcat -q -x -c z --zstd=19 -o app.zst r
ringcat -q -x -c z --zstd=19 -o app.zst r
zstdcat app.zst >out
same in out
[ "$(stat -c %a app.zst)" = 600 ] || fail "mode $(stat -c %a app.zst)"
zstdcat app.zst | ringcat -q -w back
ringcat -q back >out
same in out

# A higher level makes it smaller; the default is 3.
for level in =1 '' =3 =19; do
    ringcat -q -x -P --from oldest --zstd$level -o "level$level" r
done
size() { stat -c %s "$1"; }
[ "$(size level=1)" -gt "$(size level=19)" ] || fail "$(size level=1) at 1, $(size level=19) at 19"
[ "$(size level)" -eq "$(size level=3)" ] || fail "$(size level) by default, $(size level=3) at 3"

# A trailer for each batch, and one at the start; raw records, and what has no newline.
head -c 300000 /dev/urandom >random
ringcat -q -w --framing raw raw <random
ringcat -q --batch 100K --zstd -o raw.zst raw
zstdcat raw.zst >out
same random out
[ "$(grep -c -a -o RINGZSTD raw.zst)" -ge 4 ] || fail "only $(grep -c -a -o RINGZSTD raw.zst) trailers"
printf 'one\ntwo' | ringcat -q -w unended
ringcat -q --zstd -o unended.zst unended
[ "$(zstdcat unended.zst)" = $'one\ntwo' ]
