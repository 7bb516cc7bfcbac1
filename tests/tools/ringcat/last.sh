# -l N gives the last N records, --from -N is the same, and more than there are gives all.
seq 9 | ringcat -w --on-full drop-old r
ringcat -l 2 r
echo --
ringcat --from -3 r
echo --
ringcat -l 100 r | head -n 1 || true
