# Any chunk that raw framing reads fits: it is published in records of at most the largest size.
head -c 5000000 /dev/urandom >in
ringcat -w -s 64K --framing raw r <in &
writer=$!
ringcat --wait r >out
wait "$writer"
same in out
