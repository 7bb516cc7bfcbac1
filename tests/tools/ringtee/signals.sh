# TERM ends it cleanly: branches get what was published and the end of their input; then the
# report, and the shell sees the signal.
mkfifo input
touch a b
ringtee r 'cat >a; echo end >>a' <input 2>err &
tee=$!
exec 3>input
seq 1000 >&3
eventually has_lines 1000 a
kill -TERM "$tee"
expect 143 wait "$tee"
same a <(seq 1000; echo end)
says err "^ringtee: branch 1 .*: 1000 records, .* exited 0"
ringcat r
# A command that does not end is passed the signal.
ringtee r 'trap "echo told >told; exit 0" HUP; touch ready; while :; do sleep 0.1; done' <input 2>err &
tee=$!
exec 4>input
eventually test -e ready
kill -HUP "$tee"
{ expect 129 wait "$tee"; } 2>/dev/null
same told <(echo told)
