# Where a reader of a ring that overwrites can start: by default at the oldest.
seq 9 | ringcat -w --on-full drop-old r
for from in oldest newest next 0 7 100; do
    echo "-- $from"
    ringcat --from "$from" r
done
echo -- default
ringcat r | head -n 1
