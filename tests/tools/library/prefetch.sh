# A writer asks for the lines that it is about to store to: no compiler has left that out, as GCC
# does with functions that only prefetch.
[ "$(uname -m)" = x86_64 ] || skip 'knows the instruction of x86-64 only'
command -v objdump >/dev/null || skip 'no objdump'
library=$(ldd "$(command -v ringcat)" | awk '/libringpipe/ { print $3 }')
objdump -d --no-show-raw-insn "$library" | grep -c prefetchw >count || true
[ "$(cat count)" -ge 1 ] || fail 'no prefetchw in the library'
