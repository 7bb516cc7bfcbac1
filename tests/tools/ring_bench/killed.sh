# A run that was killed leaves a folder in /dev/shm, which the next one removes; that of a run that
# still goes on stays.
folder_of() { # PID: the folder that it holds open
    find "/proc/$1/fd" -type l -printf '%l\n' 2>/dev/null | grep -m 1 '/ring_bench-......$'
}
found() { folder_of "$1" >"folder.$1"; }
# The folder is locked as long as any of its processes is there. Another run may have removed it.
unlocked() { [ ! -d "$1" ] || flock --nonblock "$1/." true; }
run_for_long() { exec ring_bench throughput --method record --record 256 --duration 10m -s 1M -q; }
run_for_long >/dev/null &
killed=$!
run_for_long >/dev/null &
alive=$!
eventually found "$killed"
eventually found "$alive"
gone=$(cat "folder.$killed") kept=$(cat "folder.$alive")
slay "$killed"
eventually unlocked "$gone"
ring_bench cold --duration 1ms --rounds 1 -q >/dev/null
[ ! -e "$gone" ] || fail "$gone was not removed"
[ -d "$kept" ] || fail "$kept was removed"
kill -TERM "$alive"
expect 143 wait "$alive"
[ ! -e "$kept" ] || fail "$kept is still there"
