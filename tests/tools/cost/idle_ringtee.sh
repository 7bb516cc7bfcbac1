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
mapfile -t pids < <(ringstat -J --sample 0 r | jq ".reader_list[].pid")
pids+=("$tee" "$onlooker")
unused "${pids[@]}"
idle "$onlooker"
