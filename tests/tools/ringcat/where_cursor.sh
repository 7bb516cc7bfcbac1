# What --where drops is consumed; -n counts what is delivered, and the cursor stops right there.
line() { seq "$1" "$2" | awk '{ print "{\"n\":" $1 ",\"odd\":" ($1 % 2 ? "true" : "false") "}" }'; }
line 1 9 | ringcat -q -w r
ringcat -n 2 --where odd=true r
echo --
ringcat -n 1 r
echo --
ringcat -n 3 -x --where n=7 r
echo --
ringctl create s && ringctl create s/c --hold
line 1 5 | ringcat -q -w s
ringcat -x --where odd=false s/c
line 6 8 | ringcat -q -w s
echo --
ringcat -x --where odd=false s/c
[ "$(ringcat -x s/c | wc -l)" -eq 0 ] || fail 'something was left'
# A record that was not written is not consumed, nor are those behind it.
line 1 5 | ringcat -q -w t
[ -c /dev/full ] || skip 'there is no /dev/full'
expect 1 ringcat -q --where n=3 t >/dev/full 2>err
says err 'No space'
echo --
ringcat -n 1 --where 'n>=3' t
