# SIGUSR1: one line on standard error says how far it is, and whoever waits goes on waiting.
got() { ringcat -P -x r | grep -q "^$1\$"; }
asked() { # PID FILE PATTERN
    eventually status_is "$@"
}
# It has come so far that it catches the signal, instead of dying of it.
catches() {
    local caught
    caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status") &&
        [ $((0x$caught >> 9 & 1)) -eq 1 ]
}
status_is() {
    catches "$1" || return 1
    kill -USR1 "$1" || fail "it is gone: $(cat "$2")"
    sleep 0.02
    grep -Eq "$3" "$2"
}
# A writer that is blocked.
seq 100000 >in
ringcat -q -w -s 64K r <in 2>err &
writer=$!
asked "$writer" err '^ringcat: r: [0-9.]*k records, [0-9.]* KiB in .*, fill 9[0-9]%, done [0-9]+%, .* left$'
# One whose output nobody takes, and one that waits for records.
mkfifo output
ringcat -q -f r >output 2>read_err &
reader=$!
exec 3<output
asked "$reader" read_err "^ringcat: r: [0-9.]*k? records, [0-9.]* K?i?B in "
head -c 4 <&3 >first
cat <&3 >rest &
wait "$writer"
asked "$reader" read_err '^ringcat: r: 100k records, 575 KiB in .*, fill 0%$'
kill -TERM "$reader"
expect 143 wait "$reader"
wait
exec 3<&-
cat first rest >out
same in out
# One that waits for its input.
mkfifo input
ringcat -q -w r <input 2>err &
writer=$!
exec 3>input
echo 'a line' >&3
asked "$writer" err '^ringcat: r: 1 record, 7 B in '
exec 3>&-
wait "$writer"
# One that waits for a ring: there is none whose fill could be told.
ringcat -q --wait missing 2>err &
reader=$!
asked "$reader" err '^ringcat: missing: 0 records, 0 B in [^,]*, 0/s, 0 B/s$'
kill -TERM "$reader"
expect 143 wait "$reader"
# A command gets the signal, too, as others.
ringcat -q -w r bash -c 'trap "echo asked" USR1; echo ready; while [ ! -e stop ]; do sleep 0.02; done' 2>err &
writer=$!
eventually got ready
asked "$writer" err '^ringcat: r: [0-9]* records?, .* in '
eventually got asked
touch stop
wait "$writer"
# Ignored when it was started: ignored.
(trap '' USR1; exec ringcat -q -f r >/dev/null 2>ignored) &
reader=$!
eventually attached r 1
kill -USR1 "$reader"
kill -TERM "$reader"
expect 143 wait "$reader"
[ ! -s ignored ] || fail "it said: $(cat ignored)"
