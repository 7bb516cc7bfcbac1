# What the ring no longer holds is said to be lost, and counted; the archive goes on after it, and is
# told of it once.
ringctl create -s 64K --on-full drop-old r
seq 10 | ringcat -q -w r
ringcat -q -x -c z --zstd -o app.zst r
seq 11 60000 | ringcat -q -w r
cp app.zst before.zst
ringcat -x -c z --zstd -o app.zst r 2>err
says err '^ringcat: r: [0-9]+ records lost: overwritten before they were read$'
lost=$(sed -n 's/^ringcat: r: \([0-9]*\) records lost.*/\1/p' err)
[ $((lost + $(zstdcat app.zst | wc -l))) -eq 60000 ] || fail "$lost lost, $(zstdcat app.zst | wc -l) there"
[ "$(zstdcat app.zst | tail -1)" = 60000 ]
ringcat -x -c z --zstd -o app.zst r
expect 6 ringcat -x -c z --on-lost fail --zstd -o before.zst r 2>err
says err "$lost records lost before record $((lost + 10)): overwritten"
ringcat -x -c z --on-lost fail --zstd -o before.zst r
same <(zstdcat app.zst) <(zstdcat before.zst)

# Refused by a full ring, in the middle of what is archived.
ringctl create -s 64K --on-full drop-new full
ringctl create full/z --hold
seq 60000 | ringcat -q -w full
ringcat -x -c z --zstd -o full.zst full 2>err
lost=$(sed -n 's/^ringcat: full: \([0-9]*\) records lost: refused.*/\1/p' err)
[ $((lost + $(zstdcat full.zst | wc -l))) -eq 60000 ] || fail "lost $lost: $(cat err)"
seq 60001 60003 | ringcat -q -w full
ringcat -x -c z --zstd -o full.zst full
[ "$(zstdcat full.zst | tail -1)" = 60003 ]
