# --sample and --where before one branch: a record must pass both, and the sample counts all.
seq 0 9999 | awk '{ printf "{\"n\":%d,\"odd\":%s}\n", $1, $1 % 2 ? "true" : "false" }' >in
ringtee -q r --sample 1/3 --where odd=true --pick n 'cat >a' --where odd=true --sample 1/3 'cat >b' \
    --sample 1/2 --where odd=true 'cat >c' <in
same a <(jq -c 'select(.n % 3 == 0 and .odd) | {n}' in)
same b <(jq -c 'select(.n % 3 == 0 and .odd)' in)
[ ! -s c ] || fail 'there is an odd one among the even'
# The first part of a long record decides whether it is taken.
awk 'BEGIN {
    for (n = 0; n < 4; ++n) {
        printf "{\"text\":\""
        for (i = 0; i < 20000; ++i) printf "%d words ", i
        printf "\",\"n\":%d}\n", n
    }
}' >in
ringtee -q -s 64K long --sample 1/1000 --where 'n>=0' --invalid fail 'cat >d' <in
same d <(head -n 1 in)
