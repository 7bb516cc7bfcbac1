# A branch that ends early truncates nobody.
seq 2000000 | ringtee r 'head -1 >first' 'wc -l' 2>err
same first <(echo 1)
says err "^ringtee: branch 1 'head -1 >first': [0-9]+ records, .* 0 lost, exited 0, left .* unread"
says err "^ringtee: branch 2 'wc -l': 2000000 records, 14.2 MiB, 0 lost, exited 0"
# Nor one that does not read, and is no longer there when all was written.
seq 10 | ringtee s 'until [ -e go ]; do sleep 0.01; done' 'wc -l' 2>err &
tee=$!
delivered() { shows s '.published_records == 10 and all(.reader_list[]; .lag_records == 0)'; }
eventually delivered
touch go
wait "$tee"
says err "^ringtee: branch 1 .*: 10 records, 21 B, 0 lost, exited 0, left 21 B unread"
