# A closed stdin reads as empty, and no ring file ever becomes stdin.
ringcat -w r <&-
ringstat -J --sample 0 r | jq -c '[.state, .published_records]'
ringcat r <&-
