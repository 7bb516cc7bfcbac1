# Two cannot archive to one file, whichever cursors and rings they read.
seq 3 | ringcat -q -w r
seq 4 | ringcat -q -w other
ringcat -q -f -c z --batch 10ms --zstd -o app.zst r &
archiver=$!
eventually test -s app.zst
expect 5 ringcat -x -c y --zstd -o app.zst other 2>err
says err '^ringcat: .*app.zst: another process archives there$'
ln -s app.zst link.zst
expect 5 ringcat -x -c y --zstd -o link.zst other 2>err
kill "$archiver"
expect 143 wait "$archiver" 2>/dev/null
ringcat -q -x -c y --zstd -o app.zst other
zstdcat app.zst
