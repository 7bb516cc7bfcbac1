# Where memory is short that is said, and no record is called what it is not.
[ -z "${RINGPIPE_SANITIZED-}" ] || skip 'a sanitizer takes more address space than it may have here'
limited() ( # KIB COMMAND
    ulimit -v "$1"
    shift
    "$@"
)
no_memory() {
    expect 1 limited "$@" >out 2>err
    says err '^[a-z]*: memory: there is not enough of it$'
    says err '^hint: '
    [ ! -s out ] || fail "$* wrote $(wc -c <out) bytes"
}
# 40 MB, in a ring that takes 128 MiB of address space.
awk 'BEGIN { x = "xxxxxxxxxx"; while (length(x) < 40000000) x = x x; printf "{\"a\":\"%s\"}\n", x }' >in
ringctl create -s 64M r
ringctl create r/left --hold
ringcat -q -w r <in
no_memory 170000 ringcat -q -J r/left
no_memory 260000 ringcat -q --where 'a != 1' r/left
ringcat -q -J r/left >recorded
no_memory 120000 ringcat -q -w --replay -s 64K --on-full drop-old other <recorded
ringcat -q -P --from oldest r >out
same in out
