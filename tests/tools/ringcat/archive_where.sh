# With --where and --pick the archive holds what is selected, once, wherever it was stopped; and knows
# how far it has looked.
ringctl create r
seq 20000 | awk '{ printf "{\"n\":%d,\"level\":\"%s\"}\n", $1, $1 % 50 ? "info" : "error" }' >in
ringcat -q -w r <in
ringcat -q -n 100 -c z --batch 10K --where level=error --pick n --zstd -o app.zst r
ringcat -q -x -c z --batch 100 --where level=error --pick n --zstd -o app.zst r
seq 50 50 20000 | sed 's/.*/{"n":&}/' >wanted
same wanted <(zstdcat app.zst)
echo '{"n":20001,"level":"info"}' | ringcat -q -w r
ringcat -q -x -c z --where level=error --pick n --zstd -o app.zst r
# The cursor is gone, but the archive remembers that nothing of it was wanted.
ringctl rm r/z
ringcat -v -x -c z --where level=error --zstd -o app.zst r 2>err
says err '^ringcat: r: 0 records archived, 0 B as 0 B$'
same wanted <(zstdcat app.zst)
