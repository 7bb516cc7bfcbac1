# A cursor made with --hold keeps the writer from overwriting what it has not read, though no
# process reads; one without it does not.
ringctl create -s 64K r
ringctl create r/archive --hold
seq 100000 >in
ringcat -w r <in 2>err &
writer=$!
ringcat r >out &
eventually grep archive err >/dev/null
ended "$writer" && fail 'the writer did not wait for the cursor'
ringcat -c archive r >kept
wait "$writer"
same in kept
