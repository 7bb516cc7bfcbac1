# ringcat makes such a cursor itself: -c NAME --hold.
seq 3 | ringcat -w r
ringcat -c a --hold -n 1 r
ringstat -J --sample 0 r | jq -c '.reader_list[] | [.cursor, .kept]'
ringcat -c a r
