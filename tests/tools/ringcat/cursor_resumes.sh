# A named cursor goes on where it stopped, in whatever process.
seq 9 | ringcat -w r
ringcat -c worker -n 2 r
echo --
ringcat -c worker -n 3 r
echo --
ringcat -c worker r
