# Without --mode a ring is its owner's alone, whoever may enter its directory, and whatever the umask.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
for mask in 000 027 0777; do
    seq 3 | (umask "$mask" && alice ringcat -q -w "r$mask")
    [ "$(stat -c %a "$team/r$mask.ring")" = 700 ] || fail "$mask: $(stat -c %a "$team/r$mask.ring")"
    expect 4 bob ringcat -P "r$mask" 2>err
    says err "^ringcat: r$mask: belongs to another user, uid 61001\$"
    says err '^hint: one made with --mode 0640 or 0660 lets a group in$'
    seq 3 | (umask "$mask" && alice ringctl create "s$mask" --mode 0640 --group 61000)
    [ "$(stat -c %a%g "$team/s$mask.ring/data")" = 64061000 ] || fail "$(ls -l "$team/s$mask.ring")"
    bob ringcat -q -P -x "s$mask"
    # The group that new files get there, unless another is named.
    seq 3 | (umask "$mask" && alice ringcat -q -w --mode 0640 "t$mask")
    [ "$(stat -c %a%g "$team/t$mask.ring/data")" = 64061000 ] || fail "$(ls -l "$team/t$mask.ring")"
done
# Nor where its directory lets everybody in.
alice chmod 755 "$team/r000.ring"
expect 4 bob ringcat -P r000 2>err
says err '^ringcat: r000: belongs to another user, uid 61001$'
