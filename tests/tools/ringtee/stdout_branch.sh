# --stdout is one branch more, before RING or among the branches, where it may have options.
seq 3 | ringtee -q --stdout r 'cat >a'
seq 4 6 | ringtee -q r 'cat >>a' --sample 1/2 --stdout
same a <(seq 6)
