# -h fits a small terminal, --help and --version go to stdout.
ringcat -h >short
[ "$(wc -l <short)" -le 24 ] || fail '-h is longer than 24 lines'
ringcat --help >long
says long '--on-full'
says long '--timeout'
ringcat -V | head -n 1
ringcat --version | head -n 1
