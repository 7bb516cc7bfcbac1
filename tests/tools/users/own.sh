# Without --mode a ring is its owner's alone, whoever may enter its directory, and whatever the umask.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
for mask in 000 027 0777; do
    seq 3 | (umask "$mask" && alice ringcat -q -w "r$mask")
    [ "$(stat -c %a "$team/r$mask.ring")" = 700 ] || fail "$mask: $(stat -c %a "$team/r$mask.ring")"
    expect 1 bob ringcat -P "r$mask" 2>err
    says err 'Permission denied'
    seq 3 | (umask "$mask" && alice ringctl create "s$mask" --mode 0640 --group 61000)
    [ "$(stat -c %a%g "$team/s$mask.ring/data")" = 64061000 ] || fail "$(ls -l "$team/s$mask.ring")"
    bob ringcat -q -P -x "s$mask"
    # The group that new files get there, unless another is named.
    seq 3 | (umask "$mask" && alice ringcat -q -w --mode 0640 "t$mask")
    [ "$(stat -c %a%g "$team/t$mask.ring/data")" = 64061000 ] || fail "$(ls -l "$team/t$mask.ring")"
done
