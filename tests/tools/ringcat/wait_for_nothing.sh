# A writer that waited for this reader, and then had nothing to say, is not waited for again.
command -v strace >/dev/null || skip 'there is no strace(1) to hold the reader up with'
[ -z "${RINGPIPE_SANITIZED-}" ] || skip 'the leak sanitizer does not run under strace'
strace -qqq -o log -e trace=futex -e inject=futex:delay_exit=1 true 2>/dev/null ||
    skip 'this machine forbids ptrace'
ringctl create r
# The reader's first futex call tells the writer that it is there. Until it goes on, that has gone.
strace -qqq -f -o log -e trace=futex -e inject=futex:delay_exit=500000 ringcat --wait r &
ringcat -q -w --readers 1 r </dev/null
wait $!
