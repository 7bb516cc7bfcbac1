# shellcheck shell=bash
# File systems for tests, in a mount namespace of the test's own.

# in_own_mounts SCRIPT: runs SCRIPT where it may mount what it likes. It exits with 77 where it may
# not after all, and then the test is skipped.
in_own_mounts() {
    local status=0
    [ "$(id -u)" -eq 0 ] || skip 'only root may mount'
    unshare -m true 2>/dev/null || skip 'this machine lets nobody mount: unshare -m is refused'
    # shellcheck disable=SC2016  # for the shell inside
    unshare -m bash -eu -o pipefail -c '. "$EXPECT"; . "$0"' "$1" || status=$?
    [ "$status" -ne 77 ] || skip 'this machine cannot mount what the test needs'
    [ "$status" -eq 0 ] || exit "$status"
}

# on_disk KIND SCRIPT: the same, with 320 MiB of a file system of that kind in ./disk.
on_disk() {
    command -v "mkfs.$1" >/dev/null || skip "there is no mkfs.$1"
    mkdir -p disk
    rm -f image
    truncate -s 320M image
    "mkfs.$1" -q image >mkfs.out 2>&1 || fail "mkfs.$1: $(cat mkfs.out)"
    echo 'mount -o loop image disk 2>/dev/null || exit 77' | cat - "$2" >on_disk
    in_own_mounts ./on_disk
}
