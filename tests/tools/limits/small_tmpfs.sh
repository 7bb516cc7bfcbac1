# On a file system of 1 MiB a ring that does not fit is an error with the figures, never SIGBUS,
# and one that fits works to its last byte.
mkdir small
private=(unshare -rm)
[ "$(id -u)" -ne 0 ] || private=(unshare -m)
"${private[@]}" true 2>/dev/null || skip "this machine lets nobody mount: ${private[*]} is refused"
cat >inside <<'INSIDE'
mount -t tmpfs -o size=1M,mode=700 tmpfs small || exit 77
export RINGPIPE_DIR=$PWD/small
expect 1 ringctl create -s 16M big 2>err
says err '^ringctl: big: .* has [0-9]+ KiB free, the ring needs 16 MiB'
[ -z "$(ls -A small)" ] || fail "left behind: $(ls -A small)"
ringctl create -s 512K fits
expect 1 ringctl create -s 512K another 2>err
seq 400000 >in
ringcat -w fits <in &
ringcat --wait fits >out
same in out
INSIDE
status=0
# shellcheck disable=SC2016  # for the shell inside
"${private[@]}" bash -eu -o pipefail -c '. "$EXPECT"; . ./inside' || status=$?
[ "$status" -ne 77 ] || skip 'this machine lets nobody mount a tmpfs'
exit "$status"
