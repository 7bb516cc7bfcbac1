# Mode 0660: the group holds, consumes, keeps cursors and writes; whoever writes must trust the owner.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
seq 3 | alice ringcat -q -w --mode 0660 --group 61000 r
bob ringctl create r/kept --hold
expect 4 bob ringcat -w r </dev/null 2>err
says err '^ringcat: r: belongs to another user, uid 61001$'
says err '^hint: --trust-owner'
seq 4 5 | bob ringcat -q -w --trust-owner r
echo "bob:"
bob ringcat -q -n 4 r
echo "alice:"
alice ringcat -q r
echo "kept:"
alice ringcat -q -n 1 -c kept r
bob ringcat -q -c kept r
echo "tee:"
echo 6 | bob ringtee -q --trust-owner r 'cat'
expect 4 bob ringtee -q r 'cat' </dev/null 2>err
says err 'belongs to another user'
expect 1 eve ringcat -P r 2>err
expect 1 bob ringctl rm r 2>err
# Root's rings are trusted; root trusts nobody.
chown -R 0:61000 "$team/r.ring"
echo 7 | bob ringcat -q -w r
chown -R 61001:61000 "$team/r.ring"
expect 4 ringcat -w r </dev/null 2>err
alice ringctl rm r
