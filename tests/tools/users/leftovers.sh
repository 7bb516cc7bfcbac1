# What a killed creator left in a shared directory is reaped by that user, and by nobody else.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
chmod 3770 "$team"
chown 0:61000 "$team"
bob mkdir -m 700 "$team/.x.ring.new-0123"
bob touch "$team/.x.ring.new-0123/locks"
alice ringctl create a
[ -d "$team/.x.ring.new-0123" ] || fail 'alice has removed what is not hers'
bob ringctl create b
[ ! -d "$team/.x.ring.new-0123" ] || fail 'it was left'
bob ringcat -q -x b || true
expect 4 bob ringctl rm a 2>err
