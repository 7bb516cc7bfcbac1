# Twenty branches, each with everything.
seq 50000 >in
words=()
for i in $(seq 20); do words+=("cat >out$i"); done
ringtee -q r "${words[@]}" <in
for i in $(seq 20); do same in "out$i"; done
