# A line is there for readers as soon as it was read, though the writer's input goes on.
{
    echo now
    sleep 30
} | ringcat -w r &
timeout 5 ringcat --wait -n 1 r
