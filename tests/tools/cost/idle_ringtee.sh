# Waiting costs nothing: neither ringtee, nor a feeder, nor the one that watches somebody else's ring.
mkfifo input
ringtee -q r 'cat >/dev/null' <input &
tee=$!
exec 3>input
echo first >&3
ringtee -q --from-ring --wait -f r 'cat >/dev/null' &
onlooker=$!
eventually test -d "$RINGPIPE_DIR/r.ring"
eventually attached r 2
sleep 1
before=0
mapfile -t pids < <(ringstat -J --sample 0 r | jq ".reader_list[].pid")
pids+=("$tee" "$onlooker")
for pid in "${pids[@]}"; do before=$((before + $(ticks "$pid"))); done
sleep 5
after=0
for pid in "${pids[@]}"; do after=$((after + $(ticks "$pid"))); done
[ "$after" -le $((before + 1)) ] || fail "used $((after - before)) ticks in 5 s"
idle "$onlooker"
