# --from takes a time: so long ago, or a moment.
echo old | ringcat -w --on-full drop-old r
sleep 1.2
now=$(date +%s)
echo new | ringcat -w r
ringcat --from -1s r
echo --
ringcat --from "@$now" r
echo --
ringcat --from -1h r
