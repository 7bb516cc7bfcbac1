# A ring that drops the new keeps the oldest; what it refused is counted, exactly, for its writer
# and for its readers.
seq 100000 >in
ringcat -w -s 64K --on-full drop-new r <in 2>write_err
ringcat r >out 2>err
[ "$(wc -c <out)" -gt 32768 ] || fail 'less than half of the ring was used'
head -n 1000 in >wanted
head -n 1000 out >first
same wanted first
sort -n -c -u out || fail 'not in order'
refused=$((100000 - $(wc -l <out)))
says write_err "[^0-9]${refused}[^0-9]"
says err "[^0-9]${refused}[^0-9]"
