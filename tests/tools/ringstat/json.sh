# -J gives one JSON object a ring and line, with the figures.
seq 1000 | ringcat -w logs
ringctl create -s 64K empty
ringcat -n 400 logs >out
ringctl create logs/archive --hold
ringstat -J --sample 0 | jq -c '[.ring, .capacity_bytes, .state, .writers, .published_records]'
ringstat -J logs | jq -c '.reader_list[] | [.cursor, .lag_records, .lost, .alive, .kept]'
