# A line longer than the ring goes through it in pieces, unharmed, between others.
{
    echo before
    head -c 1000000 /dev/zero | tr '\0' x
    echo
    echo after
} >in
ringcat -w -s 64K r <in &
writer=$!
ringcat --wait r >out
wait "$writer"
same in out
