# One byte of one record is changed on its way: that is told, and the exit status is 1.
expect 1 ring_bench throughput --record 256 --method record -n 2000 -s 1M --rounds 1 -q \
    --damage-record 100 >out 2>err
says err '^ring_bench: throughput: 256 B record: ring: [0-9]+ records? did not arrive as'
expect 1 ring_bench latency --idle spin -n 2000 --rounds 1 -q --damage-record 300 >out 2>err
says err 'did not arrive as'
