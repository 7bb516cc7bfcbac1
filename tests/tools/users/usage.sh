# Modes and groups that cannot be: exit status 2, and nothing is made.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
expect 2 alice ringcat -w --mode 0644 r </dev/null 2>err
says err '^ringcat: 0644: --mode takes 0600, 0640 or 0660'
expect 2 alice ringcat -w --mode 0640 --group nobody-has-this r </dev/null 2>err
says err '^ringcat: nobody-has-this: there is no group of that name'
expect 2 alice ringcat -w --group 61000 r </dev/null 2>err
says err '^ringcat: --group: needs --mode'
expect 2 alice ringcat -w --mode 0600 --group 61000 r </dev/null 2>err
expect 2 alice ringcat --mode 0640 r 2>err
says err 'needs -w'
expect 2 alice ringcat --trust-owner r 2>err
expect 2 alice ringctl create r/c --mode 0640 2>err
expect 2 alice ringtee --private --mode 0640 cat </dev/null 2>err
expect 2 alice ringtee --from-ring --trust-owner r cat 2>err
# Groups that cannot enter the directory, or of which alice is no member.
expect 2 alice ringcat -w --mode 0640 --group 61005 r </dev/null 2>err
says err "^ringcat: r: the group gid 61005 cannot enter $team$"
says err '^hint: .*RINGPIPE_DIR'
chmod 755 "$team"
expect 1 alice ringcat -w --mode 0640 --group 61005 r </dev/null 2>err
says err '^ringcat: r: cannot give it to the group gid 61005: Operation not permitted'
says err '^hint: '
[ -z "$(ls -A "$team")" ] || fail "left over: $(ls -A "$team")"
# The default directory is closed to all but its owner. (Another test has alice's.)
expect 2 setpriv --reuid 61009 --regid 61009 --clear-groups -- \
    env -u RINGPIPE_DIR ringctl create --mode 0660 r 2>err
says err 'cannot enter /dev/shm/ringpipe-61009$'
rmdir /dev/shm/ringpipe-61009
# A ring that is there contradicts.
alice ringctl create --mode 0640 --group 61000 r
expect 2 alice ringcat -w --mode 0660 r </dev/null 2>err
says err 'with --mode 0640, and --mode 0660 was asked for'
expect 2 alice ringctl create --if-missing --mode 0660 r 2>err
says err 'exists with --mode 0640, but 0660 was asked for'
alice ringctl create --if-missing --mode 0640 --group 61000 r
expect 2 alice ringcat -w --mode 0640 --group 61001 r </dev/null 2>err
says err 'with --group 61000, and --group 61001 was asked for'
