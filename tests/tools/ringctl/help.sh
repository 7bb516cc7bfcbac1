# -h fits a small terminal, and each verb explains itself.
ringctl -h >short
[ "$(wc -l <short)" -le 24 ] || fail '-h is longer than 24 lines'
ringctl create --help >long
says long '--hold'
ringctl -V | head -n 1
