# shellcheck shell=bash
# Two users of one group, alice and bob, and eve of none, by numbers that nobody has; and `team`, a
# directory of alice's that the group may enter, for rings. Needs root.
[ "$(id -u)" -eq 0 ] || skip 'only root can be several users'
setpriv --reuid 61001 --regid 61001 --clear-groups true 2>/dev/null ||
    skip 'this machine has no other users'

# "${bob[@]}" COMMAND &: so that $! is the command, and no shell in front of it.
alice=(setpriv --reuid 61001 --regid 61001 --groups 61000 --)
bob=(setpriv --reuid 61002 --regid 61002 --groups 61000 --)
eve=(setpriv --reuid 61003 --regid 61003 --clear-groups --)
alice() { "${alice[@]}" "$@"; }
bob() { "${bob[@]}" "$@"; }
eve() { "${eve[@]}" "$@"; }

# Here they may write what they like. Who cannot come to the tools gets copies of them.
chmod 711 .. .
if ! alice ringcat -V >/dev/null 2>&1; then
    tools=$(dirname "$(command -v ringcat)")
    mkdir ../bin
    cp "$tools"/ring* "$tools"/../lib/libringpipe.so* ../bin/ 2>/dev/null || true
    PATH=$(realpath ../bin):$PATH
    export PATH LD_LIBRARY_PATH=${PATH%%:*}
    alice ringcat -V >/dev/null 2>&1 || skip 'other users cannot run the tools'
fi

chmod 711 "$RINGPIPE_DIR"
team=$RINGPIPE_DIR/team
mkdir "$team"
chown 61001:61000 "$team"
chmod 2750 "$team"
export RINGPIPE_DIR=$team
