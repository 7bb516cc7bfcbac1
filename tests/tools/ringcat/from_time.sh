# --from takes a time: so long ago, or a moment.
echo old | ringcat -w --on-full drop-old r
sleep 1.2
now=$(date +%s)
echo new | ringcat -w r
ringcat --from "@$now" r
echo --
ringcat --from -1h r
# By the time that a slow reader asks, what was published just now may be a second old: once it is not.
recent() {
    echo recent | ringcat -w r
    ringcat --from -1s r >out
    ! grep -q old out || fail 'it is older than a second'
    grep -q recent out
}
eventually recent
