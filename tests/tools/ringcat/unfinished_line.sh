# A line without its end waits for the rest of it.
{
    printf 'be'
    sleep 0.3
    printf 'ginning\nrest'
    sleep 0.3
} | ringcat -w r &
ringcat --wait -n 1 r
wait
ringcat r
