# A branch whose command has ended is noticed also where nothing gets through to it: the producer
# is not read for ever.
# shellcheck disable=SC2209  # commands of branches
forever() { yes '{"a":1}' || true; }
forever 2>/dev/null | ringtee -q r --where a=2 true
forever 2>/dev/null | ringtee -q s --where a=2 --sample 1/7 'exec true' --pick a 'head -n 1'
