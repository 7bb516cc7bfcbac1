# A command need not read its input, nor all of it; only its exit status counts.
seq 300000 | ringcat -q -w r
ringcat -q -x --batch 512K -c job r --each true
[ "$(ringcat -x r/job | wc -l)" -eq 0 ] || fail 'something was left'
seq 300000 | ringcat -q -w r
ringcat -q -x --batch 4M -c job r --each 'head -n 1'
ringcat -q -x -c job r --each 'echo never'
# It may read it twice.
seq 3 | ringcat -q -w r
ringcat -q -x -c job r --each 'wc -l </dev/stdin; sort -r'
