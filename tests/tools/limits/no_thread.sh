# Where no thread can be had all goes on without, but for who cannot do what it is for; that says so.
[ -z "${RINGPIPE_SANITIZED-}" ] || skip 'a sanitizer takes more address space than it may have here'
# The stack of a thread would be larger than all that a process may have.
limited() (
    ulimit -s 8000000 2>refusal || skip "a stack cannot be so large: $(cat refusal)"
    ulimit -v 4000000
    "$@"
)
limited true || exit
seq 1000 >in
limited ringcat -w -p r <in 2>err
says err '^ringcat: r: no progress is told: there is no thread for it$'
limited ringcat -P -x r >out 2>err
[ ! -s err ] || fail "it says $(cat err)"
same in out
expect 1 limited ringtee -q --private cat <in >out 2>err
says err '^ringtee: branches: cannot be watched: Resource temporarily unavailable$'
[ ! -s out ] || fail 'its branch began'

ringctl create r/z --hold
expect 1 limited ringcat -q -f -c z --zstd -o app.zst r 2>err
says err '^ringcat: .*app.zst: there is no thread to write it: Resource temporarily unavailable$'
says err '^hint: nothing was lost: the next run goes on where this one stopped$'
ringcat -q -x -c z --zstd -o app.zst r
zstdcat app.zst >out
same in out

# A file that is large enough to be read ahead is not.
seq 3000000 >in
ringcat --wait large >out &
limited ringcat -w large <in
wait $!
same in out
