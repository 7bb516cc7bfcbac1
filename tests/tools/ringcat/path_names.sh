# A name with a slash is a path, and .ring is added only where it is missing.
unset -v RINGPIPE_DIR
place=$(mktemp -d /dev/shm/ringpipe-test-XXXXXX)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
echo one | ringcat -w ./r
echo two | ringcat -w "$place/r.ring"
ls
ringcat ./r.ring
