# Crash-proof live compression: the archiver is killed at random again and again while an application
# writes; nothing is missing, and what is on the disk can always be read.
application() {
    local i=0
    while [ -e running ]; do
        i=$((i + 1))
        echo "line $i of the application, with some words to fill it"
    done
    echo "$i" >lines
}
touch running
ringctl create app
ringctl create app/z --hold
application | ringcat -q -w app &
app=$!
for ((i = 0; i < 20; ++i)); do
    ringcat -q -f -c z --batch 1M,20ms --zstd -o app.zst --rotate 40K app 2>err &
    archiver=$!
    sleep "0.0$((RANDOM % 10))"
    slay "$archiver"
    # What is there is whole, but for a batch that was being written.
    [ ! -s app.zst ] || zstdcat app.zst >now 2>err || true
done
rm running
ringcat -q -c z --zstd -o app.zst app 2>err
wait "$app"
seq "$(cat lines)" | sed 's/.*/line & of the application, with some words to fill it/' >wanted
same wanted <(zstdcat app.*zst)
# And back into a ring.
zstdcat app.*zst | ringcat -q -w again &
ringcat -q --wait again >out
same wanted out
