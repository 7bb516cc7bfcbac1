# With --checksum each publication is checked before anything of it is put out: a changed byte is
# damage, told with its place, and what comes before and after it can be read.
seq 9 | ringcat -w --checksum=no plain
ringctl create --checksum r
for text in one two three; do echo $text | ringcat -w r; done
echo four | ringcat -w --checksum -n 1 r
ringcat -P -x r
flip() { # POSITION
    printf X | dd of="$RINGPIPE_DIR/r.ring/data" bs=1 seek=$((65536 + $1)) conv=notrunc status=none
}
# The payload of the second frame: 32 bytes of header and 4 of checksum round each up to 64.
flip $((64 + 32))
expect 4 ringcat -P r >out 2>err
[ "$(cat out)" = one ] || fail "$(cat out)"
says err '^ringcat: r: damaged: record 1 does not match the checksum of the frame at position 64$'
says err '^hint: --from 2 goes on after it$'
expect 4 ringcat -c audit --each 'cat >each' r 2>err
[ "$(cat each)" = one ] || fail "$(cat each)"
says err 'damaged: record 1 does not match'
expect 4 ringcat -P -x --from oldest --zstd -o app.zst r 2>err
says err '^ringcat: r: damaged: record 1 does not match the checksum of the frame at position 64$'
says err '^hint: --from 2 goes on after it, in another file$'
ringcat -P -x --from 2 --zstd -o rest.zst r
[ "$(zstdcat app.zst rest.zst)" = "$(printf 'one\nthree\nfour')" ] || fail "$(zstdcat app.zst rest.zst)"
expect 4 ringtee --from-ring r 'cat >branch' 2>err
says err 'damaged: record 1 does not match'
ringcat -x --from 2 r

# What agrees with the ring that is there is no contradiction; what does not is a usage error.
expect 2 ringcat -w --checksum=no r </dev/null 2>err
says err 'with --checksum yes, and --checksum no was asked for'
expect 2 ringcat -w --checksum plain </dev/null 2>err
expect 2 ringctl create --if-missing --checksum plain 2>err
says err 'exists with --checksum=no, but yes'
expect 2 ringcat -w --checksum=maybe r </dev/null 2>err
expect 2 ringcat --checksum r 2>err
says err 'needs -w'
ringcat -q -w --checksum cmd echo --checksum said
ringcat cmd
ringtee -q --checksum=yes tee 'cat >teed' </dev/null
expect 2 ringtee --checksum=no tee 'cat >teed' </dev/null 2>err
