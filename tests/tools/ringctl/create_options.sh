# create takes the size and the policy that ringcat -w takes, and how many readers there can be.
ringctl create -s 1M --on-full drop-new r
ringctl create --on-full block:2s --slots 3 -s 64K s
ringstat -J --sample 0 | jq -c '[.capacity_bytes, .on_full, .reader_slots]'
