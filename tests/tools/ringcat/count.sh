# -n stops after so many records, even inside what was published at once; the rest stays.
seq 9 | ringcat -w r
ringcat -n 5 r
echo --
ringcat -n 2 r
echo --
ringcat r
