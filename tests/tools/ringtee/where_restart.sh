# A command that fails is started again with the first record that passes and that it did not read.
seq 40 | awk '{ print "{\"n\":" $1 ",\"third\":" ($1 % 3 ? "false" : "true") "}" }' >in
# shellcheck disable=SC2016  # for the branch's shell
one_each='IFS= read -r x || exit 0; echo "$x" >>out; exit 1'
expect 8 ringtee r --restart --where third=true --pick n "$one_each" <in 2>err
same out <(jq -c 'select(.third) | {n}' in)
says err 'exited 1, restarted 12 times'
