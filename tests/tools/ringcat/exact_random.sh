# Twenty megabytes of noise through a small ring, as lines and raw.
head -c 20000000 /dev/urandom >in
ringcat -w -s 64K small <in &
writer=$!
ringcat --wait small >out
wait "$writer"
same in out
ringcat -w -s 1M --framing raw raw <in &
writer=$!
ringcat --wait raw >out
wait "$writer"
same in out
