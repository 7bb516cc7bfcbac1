# A signal is passed on to all of the command; what it then says by its exit status holds.
seq 3 | ringcat -q -w r
ringcat -q -f --batch 10ms -c job r --each \
    'trap "echo told >>out; exit 1" TERM; (sleep 30; echo late >>out) & touch started; wait' &
reader=$!
eventually test -e started
kill -TERM "$reader"
expect 143 wait "$reader"
cat out
rm started
ringcat -q -f --batch 10ms -c job r --each \
    'trap "cat; exit 0" TERM; touch started; while :; do sleep 0.01; done' 2>err &
reader=$!
eventually test -e started
kill -TERM "$reader"
expect 143 wait "$reader"
ringcat -q -x -c job r --each 'echo again; cat'
# Between two tries, and while a batch is not full, it ends at once; nothing is consumed.
seq 4 5 | ringcat -q -w r
ringcat -f --batch 10ms -c job r --each false 2>err &
reader=$!
eventually grep -qs 'again in 400ms' err
kill -TERM "$reader"
expect 143 wait "$reader"
ringcat -q -f --batch 1h -c job r --each 'echo not yet' &
reader=$!
eventually attached r 1
kill -TERM "$reader"
expect 143 wait "$reader"
ringcat -q -x -c job r --each cat
