# What comes out of each branch is what went in, byte for byte.
head -c 5000000 /dev/urandom >in
ringtee -q -s 1M r 'cat >a' 'cat >b' --restart 'cat >c' <in
same in a
same in b
same in c
head -c 3000000 /dev/urandom | tee in | ringtee -q -s 64K --framing raw raw 'cat >a' 'dd bs=333 status=none >b'
same in a
same in b
printf 'a\0b\0c' | ringtee -q -0 nul 'tr "\0" "\n"'
echo
