# Records that are not lines are judged one by one, and end as they do without --where.
printf '{"a":1,\n "b":2}\0{"a":2}\0' | ringcat -q -w -0 r
ringcat -P -x --where a=1 r | tr '\0' ';'
echo
ringcat -P -x --pick a,b r
printf '{"a":3}' | ringcat -q -w --framing raw s
printf '{"a":4}' | ringcat -q -w --framing raw s
ringcat -P -x --where 'a>=3' s
echo
ringcat -P -x -d '\n' --where 'a>=3' s
# drop-old rings hand out copies, others a view; both are filtered.
ringctl create --on-full drop-old t
printf '{"a":%d}\n' 1 2 3 | ringcat -q -w t
ringcat -x --where a=2 t
