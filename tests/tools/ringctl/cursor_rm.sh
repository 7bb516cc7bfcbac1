# rm RING/CURSOR forgets a cursor: it holds nobody back any more.
ringctl create -s 64K r
ringctl create r/gone --hold
seq 100000 >in
ringcat -w r <in 2>/dev/null &
writer=$!
ringcat r >out &
reader=$!
holds() { shows r '.blocked_now and any(.reader_list[]; .cursor == "gone" and .holding)'; }
eventually holds
ringctl rm r/gone
wait "$writer"
wait "$reader"
same in out
expect 3 ringctl rm r/gone 2>err
says err '^ringctl: r/gone: '
