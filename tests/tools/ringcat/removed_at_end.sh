# Who removes a ring before its writer's input ends takes away what was published: exit code 4,
# however the input is framed.
mkfifo input
for framing in lines raw len32; do
    ringcat -q -w --framing "$framing" r <input 2>err &
    writer=$!
    exec 3>input
    printf '\4\0\0\0end\n' >&3
    eventually published r 1
    ringctl rm --force r
    exec 3>&-
    expect 4 wait "$writer"
    says err '^ringcat: r: the ring was removed$'
done
