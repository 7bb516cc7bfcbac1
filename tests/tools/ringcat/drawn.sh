# Lines that come in pieces of all sizes come out byte for byte, from a file and through a pipe.
awk 'BEGIN { srand(7)
    for (i = 0; i < 200000; ++i) {
        n = rand() < 0.0005 ? 3000 + int(rand() * 300000) : int(rand() * 200)
        line = sprintf("%d ", i)
        while (length(line) < n) line = line line "x"
        print line
    }
    printf "and no end"
}' >in
for size in 64K 1M 16M; do
    ringctl create -s "$size" "r$size"
    ringcat --wait "r$size" >from_file &
    ringcat -w "r$size" <in
    wait $!
    cmp in from_file || fail "$size: from a file"
    ringctl create -s "$size" "p$size"
    ringcat --wait "p$size" >from_pipe &
    { head -c 1000000; dd bs=777 count=2000 status=none; cat; } <in | ringcat -w "p$size"
    wait $!
    cmp in from_pipe || fail "$size: through a pipe"
done
[ "$(stat -c %s in)" -gt 25000000 ] || fail 'the file is too small to be read ahead'

# What a writer has not published when it is asked to stop is there for who reads on.
ringctl create -s 4M r
ringctl create r/kept --hold
{
    ringcat -q -w r <&0 &
    echo $! >pid
    expect 143 wait $!
    cat >rest
} <in &
eventually blocked r
kill -TERM "$(cat pid)"
wait $!
ringcat -c kept r >out
cat out rest | cmp - in || fail 'what is left is not what was not published'
