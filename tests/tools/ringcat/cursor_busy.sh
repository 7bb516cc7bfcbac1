# One process a cursor.
seq 3 | ringcat -w r
ringcat -f -c worker r >out &
eventually attached r 1
expect 5 ringcat -c worker r 2>err
says err '^ringcat: r.*worker'
