# An archive that ends with another ring's records goes on with what is unread in this one, and says
# so; also when that has the same name.
seq 3 | ringcat -q -w r
ringcat -q -c z --zstd -o app.zst r
ringctl rm r
seq 4 6 | ringcat -q -w r
ringcat -q -n 1 r
ringcat -c z --zstd -o app.zst r 2>err
says err "^ringcat: app.zst: ends with records of another ring \([0-9a-f]{32}\), and goes on with record 1 of this one$"
ringcat -c z --zstd -o app.zst r
zstdcat app.zst
