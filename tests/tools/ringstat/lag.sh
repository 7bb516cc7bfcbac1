# The lag of each reader is told in records, and the one who holds the writer back by name.
ringctl create -s 64K r
ringctl create r/slow --hold
seq 100000 >in
ringcat -w r <in 2>/dev/null &
writer=$!
eventually blocked r
ringstat -J r | jq -c '[.blocked_now, .blocked_ratio > 0.9, .fill_ratio > 0.8, .lag_records > 1000]'
ringstat -J r/slow | jq -c '.reader_list[] | [.cursor, .holding]'
ringstat r >table
says table 'slow.*keeps the writer waiting'
ringcat -c slow r >out
wait "$writer"
same in out
