# One record in N by sequence number: the same ones for whoever asks for the same.
seq 0 999 | ringtee -q r --sample 1/100 'cat >a' --sample 1/100 'sed p -n >b' 'wc -l'
same a <(seq 0 100 999)
same a b
# A long line in several parts is one record, taken whole or not at all.
for i in 1 2 3; do head -c 100000 /dev/zero | tr '\0' "$i"; echo; done >in
ringtee -q -s 64K long --sample 1/1000 'cat >c' <in
same c <(head -n 1 in)
