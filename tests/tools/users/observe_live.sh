# An observer without a slot keeps up with a live stream, hears of its end, and not of a death.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
mkfifo input
touch out consumed
"${alice[@]}" ringcat -q -w --mode 640 --group 61000 r <input &
writer=$!
exec 3>input
echo one >&3
"${bob[@]}" ringcat -P --wait r >out 2>err &
observer=$!
eventually has_lines 1 out
# In silence it looks more seldom; then it comes back.
echo two >&3
eventually has_lines 2 out
"${alice[@]}" ringcat -q r >consumed 2>died &
reader=$!
eventually has_lines 2 consumed
slay "$writer"
expect 7 wait "$reader"
echo three | alice ringcat -q -w r
# All have closed: also that one who could not is forgotten then.
expect 0 wait "$observer"
seq 0 | cat err -
cat out
# A death alone is silence.
"${alice[@]}" ringcat -q -w r <input &
writer=$!
exec 3>input
echo four >&3
holds_four() { [ "$(alice ringcat -q -P -x --from oldest r | wc -l)" -eq 4 ]; }
eventually holds_four
slay "$writer"
expect 124 bob ringcat -q -P --timeout 300ms r >out 2>err
tail -n 1 out
