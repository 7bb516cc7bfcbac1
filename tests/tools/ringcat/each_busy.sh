# A second one at the same cursor is refused, or waits until the first has done.
seq 3 | ringcat -q -w r
ringcat -q -x -c job r --each 'touch started; until [ -e go ]; do sleep 0.01; done; cat >>out' &
first=$!
eventually test -e started
expect 5 ringcat -x -c job r --each true 2>err
says err '^ringcat: r/job: another process reads under this name'
expect 124 ringcat -x -c job --wait=0.2s r --each true 2>err
says err '^ringcat: r/job: timeout: another process reads'
expect 124 ringcat -x -c job --wait --timeout 0.2s r --each true 2>err
rm err
ringcat -x -c job --wait -v r --each 'echo second; cat' >second 2>err &
second=$!
eventually grep -qs 'waits: another process reads' err
touch go
wait "$first"
wait "$second"
cat out second
# So does one without a command; and a signal ends the waiting.
ringcat -q -f -c job r &
first=$!
eventually attached r 1
ringcat -f -c job --wait -v r 2>waits &
second=$!
eventually grep -q 'waits: ' waits
kill "$second"
expect 143 wait "$second"
kill "$first"
expect 143 wait "$first"
