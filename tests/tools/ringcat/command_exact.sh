# Megabytes through it, with a reader that is slower than the ring is small, come out as they went in.
head -c 20000000 /dev/urandom >in
ringcat -w -s 64K r cat in &
writer=$!
ringcat --wait r | (sleep 0.3; cat) >out
wait "$writer"
same in out
ringcat -w -s 64K --framing raw raw cat in &
writer=$!
ringcat --wait raw >out
wait "$writer"
same in out
