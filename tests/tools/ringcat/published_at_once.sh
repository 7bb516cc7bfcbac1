# A line is there for readers as soon as it was read, though the writer's input goes on.
{
    echo now
    sleep 1000
} | ringcat -w r &
ringcat --wait -n 1 r
