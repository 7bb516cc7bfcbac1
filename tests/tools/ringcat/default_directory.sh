# Without RINGPIPE_DIR rings live in a private folder of their user.
path=/dev/shm/ringpipe-$(id -u)
name=ringpipe-test-$$
echo here | env -u RINGPIPE_DIR ringcat -w "$name"
stat -c %a "$path"
env -u RINGPIPE_DIR ringcat "$name"
env -u RINGPIPE_DIR ringctl rm "$name"
