# No input makes no record, but a ring that has ended.
: | ringcat -w r
ringcat r
ringstat -J --sample 0 r | jq -c '[.state, .published_records]'
