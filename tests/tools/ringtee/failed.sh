# Exit status 8, with the failed branch named, when a command fails; the others get everything.
seq 10 | expect 8 ringtee r 'cat >/dev/null; exit 3' 'wc -l' nosuchcommand 2>err
says err "^ringtee: branch 1 'cat >/dev/null; exit 3': 10 records, 21 B, 0 lost, exited 3"
says err "^ringtee: branch 1 'cat >/dev/null; exit 3': exited 3"
says err "^ringtee: branch 3 'nosuchcommand': exited 127 \(no such command\)"
# With -q only what is wrong is said.
seq 10 | expect 8 ringtee -q r 'wc -l' 'kill -KILL $$' 2>err
same err <(echo "ringtee: branch 2 'kill -KILL \$\$': killed by SIGKILL")
