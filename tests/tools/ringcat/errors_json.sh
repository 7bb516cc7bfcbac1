# --errors=json: what a tool has to say is one object on a line, of whatever tool and kind.
shape='[.level, .tool, .object, .problem, .hint, .exit_code]'
told() { jq -c "$shape" err; }
expect 3 ringcat --errors=json nothing 2>err
jq -c "$shape | .[3] = null" err
expect 2 ringcat -n many --errors json r 2>err
told
expect 2 ringcat --no-such-option --errors=json r 2>err
told
expect 1 ringcat -w --errors=json --framing len32 r <<<x 2>err
told
seq 3 | ringcat -q -w r
ringcat -n 1 r
seq 3 | ringcat -w -v --errors=json -s 64K s 2>err
jq -c '[.level, .object, .exit_code]' err
# A name that would break a line or a string.
expect 2 ringcat --errors=json $'a"b\nc' 2>err
has_lines 1 err || fail "$(cat err)"
jq .object err
expect 3 ringstat --errors=json nothing 2>err
jq -c '[.tool, .object, .exit_code]' err
expect 3 ringctl rm --errors=json nothing 2>err
jq -c '[.tool, .object, .exit_code]' err
expect 3 ringctl --errors json rm nothing 2>err
jq -c '[.tool, .object, .exit_code]' err
expect 2 ringctl --errors json nothing 2>err
jq -c '[.tool, .object, .exit_code]' err
expect 2 ringctl --errors json 2>err
jq -c '[.tool, .object, .exit_code]' err
expect 2 ringtee --errors=json --on-full maybe r 2>err </dev/null
jq -c '[.tool, .object, .exit_code]' err
expect 2 ring_bench --errors=json --no-such 2>err
jq -c '[.tool, .object, .exit_code]' err
# Of a command it is its own, and words are as good as text.
ringcat -q -w r echo --errors=json
ringcat --errors=text -n 3 r
expect 2 ringcat --errors=xml r 2>err
says err '^ringcat: xml: --errors takes text or json$'
