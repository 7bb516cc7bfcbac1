# -p: where standard error is no terminal a line at the end says how much it was; -q leaves it out.
seq 1000 >in
ringcat -w -p r <in 2>err
says err '^ringcat: r: 1.00k records, 3.8 KiB in [^ ]*, .*/s, .*/s, done 100%$'
has_lines 1 err || fail "$(cat err)"
ringcat -p -x -P r 2>err | cmp - in
says err '^ringcat: r: 1.00k records, 3.8 KiB in [^ ]*, .*/s, .*/s, done 100%$'
ringcat -p -n 250 r 2>err >out
says err '^ringcat: r: 250 records, .*, done 100%$'
ringcat --progress -n 1000 r 2>err >out
says err '^ringcat: r: 750 records, .*, done 75%$'
ringcat -w -p r sh -c 'seq 7' 2>err
says err '^ringcat: r: 7 records, 14 B in [^,]*, [^,]*/s, [^,]*/s$'
ringcat -p r --each 'cat >/dev/null' 2>err
says err '^ringcat: r: 7 records, 14 B in '
ringcat -w -p -q r <in 2>err
ringcat -p -q r 2>>err >out
[ ! -s err ] || fail "it said: $(cat err)"
ringcat -w -p --errors=json r <in 2>err
jq -c '[.level, .tool, .object, .records, .done_ratio, .eta_seconds]' err
