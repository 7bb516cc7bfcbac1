# Of lines in parts that two writers publish at the same time, -t gives each writer's, unharmed.
line() { head -c 300000 /dev/zero | tr '\0' "$1"; echo; }
for tag in 1 2; do { line "$tag"; seq 1000; line "$tag"; } >"in$tag"; done
ringctl create -s 64K r && ringctl create r/1 --hold && ringctl create r/2 --hold
# A third writer, so that the stream does not end between the two.
mkfifo open
ringcat -q -w r <open &
ringcat -q --wait -t 1 r/1 >out1 &
ringcat -q --wait -t 2 r/2 >out2 &
{
    ringcat -q -w -t 1 r <in1 &
    ringcat -q -w -t 2 r <in2
    wait "$!"
} >open
wait
same in1 out1
same in2 out2
