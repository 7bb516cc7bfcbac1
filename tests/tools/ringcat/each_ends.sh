# At the end of the stream the last batch is handed over; if the writer died, the exit code is 7.
seq 5 | ringcat -q -w r
ringcat -q --batch 4,1h r --each 'paste -sd " "'
published() { [ "$(ringcat -q -P -l 1 -x "$1" 2>/dev/null)" = 3 ]; }
mkfifo input
ringcat -q -w s <input &
writer=$!
exec 3>input
seq 3 >&3
ringcat --wait --batch 1h s --each 'paste -sd " "; touch done' 2>err &
reader=$!
eventually published s
eventually attached s 1
slay "$writer"
expect 7 wait "$reader"
says err '^ringcat: s: the writer died'
exec 3>&-
# The last batch failed: that is what it says, and the cursor stays.
mkfifo again
ringcat -q -w t <again &
writer=$!
exec 3>again
seq 3 >&3
eventually published t
slay "$writer"
expect 8 ringcat -q -c job t --each false 2>err
expect 7 ringcat -q -c job t --each 'paste -sd " "' 2>err
# The ring is removed.
seq 2 | ringcat -q -w u
ringcat -f --batch 1h u --each 'paste -sd " "' 2>err &
reader=$!
eventually attached u 1
ringctl rm --force u
expect 4 wait "$reader"
says err 'the ring was removed'
