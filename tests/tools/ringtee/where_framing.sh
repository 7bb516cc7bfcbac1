# Records that are not lines are judged one by one, and get the end that was asked for.
printf '{"a":1,\n "b":2}\0{"a":2}\0{"a":1}' |
    ringtee -q -0 r --where a=1 'tr "\0" ";" >a' --restart --where a=1 'tr "\0" ";" >b' \
        --pick a 'tr "\0" ";" >c' --restart --pick a 'tr "\0" ";" >d'
same a <(printf '{"a":1,\n "b":2};{"a":1}')
same b a
same c <(printf '{"a":1};{"a":2};{"a":1};')
same d c
for n in 3 4 5; do printf '{"a":%d}' "$n" | ringcat -q -w --framing raw s; done
ringtee -q --from-ring s --where 'a>=4' 'cat >e' --restart --where 'a>=4' 'cat >f' 'cat >g' \
    --pick a 'cat >h' --restart --pick a 'cat >i'
same e <(printf '{"a":4}{"a":5}')
same f e
same g <(printf '{"a":3}{"a":4}{"a":5}')
same h <(printf '{"a":%d}\n' 3 4 5)
same i h
for n in 3 4; do printf '{"a":%d}' "$n" | ringcat -q -w --framing raw t; done
ringtee -q --from-ring -d ';' t --where 'a>=3' 'cat >j' --restart --where 'a>=3' 'cat >k'
same j <(printf '{"a":3};{"a":4};')
same k j
