# Killed before each call that changes the archive or its folder, one after the other, and when such
# a call fails: the next run has every record, once.
command -v strace >/dev/null || skip 'there is no strace(1) to kill with'
[ -z "${RINGPIPE_SANITIZED-}" ] || skip 'the leak sanitizer does not run under strace'
strace -qqq -o log -e trace=openat -e inject=openat:error=EIO:when=9999 true 2>/dev/null ||
    skip 'this machine forbids ptrace'
seq 2000 | sed 's/$/ and so on/' >in
wanted=$(md5sum <in)
job() { ringcat -q -x -c z --batch 4K,1h --zstd=1 --rotate 1500 --keep 100 -o app.zst r; }
run() { # INJECTION
    rm -f app.* err
    ringctl rm r 2>/dev/null || true
    ringctl create r
    ringctl create r/z --hold
    ringcat -q -w r <in
    { strace -qqq -f -o log -e trace="${1%%:*}" -e "inject=$1" \
        ringcat -q -x -c z --batch 4K,1h --zstd=1 --rotate 1500 --keep 100 -o app.zst r; } 2>err &&
        status=0 || status=$?
    job 2>>err
    got=$(zstdcat app.* | md5sum)  # app.zst sorts last
    [ "$got" = "$wanted" ] || fail "after $1, exit status $status: $(zstdcat app.* | wc -l) lines"
}
for call in pwritev fdatasync fsync rename flock; do
    for ((when = 1; ; when += 1)); do
        run "$call:signal=KILL:when=$when"
        [ "$status" -ne 0 ] || break
        [ "$status" -eq 137 ] || fail "exit status $status: $(cat err)"
    done
    [ "$when" -gt 1 ] || fail "no $call was met"
done 2>/dev/null
for failing in pwritev:error=ENOSPC fdatasync:error=EIO rename:error=EACCES fsync:error=EIO; do
    for ((when = 1; ; when += 1)); do
        run "$failing:when=$when"
        [ "$status" -ne 0 ] || break
        [ "$status" -eq 1 ] || fail "$failing: exit status $status: $(cat err)"
        says err '^ringcat: .*: (No space left|Input/output error|Permission denied)'
    done
    [ "$when" -gt 1 ] || fail "no $failing was met"
done
