# Mode 0640: the group observes and can do nothing else; others cannot come near.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
seq 5 | alice ringcat -q -w --mode 0640 --group 61000 r
echo "bob, peeking:"
bob ringcat -P r
bob ringcat -P -l 1 r
bob ringstat -J --sample 0 r | jq -r .state
echo "bob, wanting more:"
expect 1 bob ringcat r 2>err
says err '^ringcat: r: may only be observed: Permission denied$'
says err '^hint: -P'
expect 1 bob ringcat -c mine r 2>err
expect 1 bob ringctl create r/mine 2>err
expect 1 bob ringtee -q --from-ring r 'cat' 2>err
expect 4 bob ringcat -w r 2>err
says err '^ringcat: r: belongs to another user, uid 61001$'
says err '^hint: --trust-owner'
expect 1 bob ringcat -w --trust-owner r 2>err
says err 'Permission denied'
expect 1 bob ringctl rm --force r 2>err
says err 'Permission denied'
expect 4 bob ringcat -w another 2>err
says err "^ringcat: $team: belongs to another user"
echo "eve:"
expect 1 eve ringcat -P r 2>err
says err 'Permission denied'
echo "alice:"
alice ringcat -q r
