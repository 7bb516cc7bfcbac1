# On a full file system the archiver ends with an error and nothing is lost, also when it is full in
# the middle of setting a file aside.
mkdir small
private=(unshare -rm)
[ "$(id -u)" -ne 0 ] || private=(unshare -m)
"${private[@]}" true 2>/dev/null || skip "this machine lets nobody mount: ${private[*]} is refused"
cat >inside <<'INSIDE'
mount -t tmpfs -o size=256K,mode=700 tmpfs small || exit 77
ringctl create r
ringctl create r/z --hold
head -c 600000 /dev/urandom | base64 >in
ringcat -q -w r <in &
for option in '' '--rotate 50K'; do
    # shellcheck disable=SC2086  # two words
    expect 1 ringcat -q -f -c z --batch 20K $option --zstd=1 -o small/app.zst r 2>err
    says err '^ringcat: .*: No space left on device$'
    says err '^hint: nothing was lost'
    for file in small/app*.zst; do [ ! -s "$file" ] || zstd -q -t "$file"; done
done
mount -o remount,size=16M small
ringcat -q --wait -c z --rotate 50K --zstd=1 -o small/app.zst r
zstdcat small/app.2*.zst small/app.zst >out
same in out
INSIDE
status=0
# shellcheck disable=SC2016  # for the shell inside
"${private[@]}" bash -eu -o pipefail -c '. "$EXPECT"; . ./inside' || status=$?
[ "$status" -ne 77 ] || skip 'this machine lets nobody mount a tmpfs'
exit "$status"
