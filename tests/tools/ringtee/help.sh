# -h fits a small terminal, --help and --version go to stdout, also from among the branches.
ringtee -h >short
[ "$(wc -l <short)" -le 24 ] || fail '-h is longer than 24 lines'
ringtee --help >long
says long '--on-full'
says long '--restart'
ringtee r cat --help | cmp - long
ringtee -V | head -n 1
