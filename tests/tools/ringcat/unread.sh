# On a block ring readers share what there is: each begins where the last one stopped, but may ask
# for what is still in the ring.
seq 6 | ringcat -w r
ringcat -n 4 r
echo --
ringcat r
echo --
ringcat --from oldest r 2>/dev/null
