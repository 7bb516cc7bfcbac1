# A branch that ends early truncates nobody.
seq 2000000 | ringtee r 'head -1 >first' 'wc -l' 2>err
same first <(echo 1)
says err "^ringtee: branch 1 'head -1 >first': [0-9]+ records, .* 0 lost, exited 0, left .* unread"
says err "^ringtee: branch 2 'wc -l': 2000000 records, 14.2 MiB, 0 lost, exited 0"
