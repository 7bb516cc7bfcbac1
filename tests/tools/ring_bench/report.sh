# Reports are one file each.
# shellcheck source=valid.bash
. "${EXPECT%/*}/ring_bench/valid.bash"
for kind in svg html md; do
    ring_bench throughput --record 64,256 --method record --duration 5ms --rounds 1 -s 1M -q \
        --report "page.$kind" >/dev/null
done
says page.svg 'A. Throughput by record size'
says page.html '<details><summary>JSON</summary>'
well_formed page.svg
well_formed page.html
says page.md '^\| 256 B record \| ring \|'
[ "$(ls)" = "$(printf 'page.html\npage.md\npage.svg')" ] || fail "$(ls)"
