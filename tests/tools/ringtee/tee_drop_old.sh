# As tee, nothing is lost on the way to standard output, whatever the ring does.
seq 1000000 >in
for policy in drop-old drop-new; do
    ringtee -q -s 64K --on-full "$policy" "$policy" <in | cat >out
    same in out
done
[ "$(ringcat drop-old | tail -n 1)" -eq 1000000 ] || fail 'the newest are not there'
ringcat -q -n 2 drop-new
