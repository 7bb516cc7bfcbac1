# A cursor in use is not forgotten, and one that exists is not made again.
seq 3 | ringcat -w r
ringcat -f -c worker r >out &
eventually attached r 1
expect 5 ringctl rm r/worker 2>err
expect 5 ringctl create r/worker 2>err
