# Documents of 4 MB, much longer than the ring, are put together before they are judged; what is as
# long and not JSON harms nobody.
awk 'BEGIN {
    for (n = 1; n <= 3; ++n) {
        printf "{\"text\":\""
        for (i = 0; i < 400000; ++i) printf "%10d", i
        printf "\",\"n\":%d}\n{\"n\":%d}\n", n, n
        for (i = 0; i < 400000; ++i) printf "[{\"a\":\"%d", i
        print ""
    }
}' >in
grep '"n":2}' in >wanted
has_lines 2 wanted
ringtee -J -s 64K r --where n=2 'cat >a' --where n=2 --restart 'cat >b' --pick n 'cat >c' \
    --where n=9 --invalid pass 'cat >d' --where n=2 --sample 1/1 --invalid drop --stdout \
    <in 2>err >e
same a wanted
same b wanted
same c <(printf '{"n":%d}\n' 1 1 2 2 3 3)
same d <(grep -v '"n":[123]}' in)
same e wanted
[ "$(jq -c .invalid err | paste -sd ' ')" = '3 3 3 3 3' ] || fail "the report is $(cat err)"
# A frozen branch is given the rest of one when it goes on.
mkfifo go
ringtee -q -s 64K s --where n=2 'read -r _ <go; cat >f' --lossy 'sleep 0.3; echo >go' <in
same f wanted
