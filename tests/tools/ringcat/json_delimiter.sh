# With -J, -0 and -d end the objects; what is in them is the same.
seq 3 | ringcat -q -w r
ringcat -J -0 -P r | tr '\0\n' '\n!' | jq -c .data
ringcat -J -d ';' -n 2 r | tr ';' '\n' | jq -c .data
echo '{"n":1}' | ringcat -q -w s
ringcat -J --where n=1 -d ';' s | tr ';' '\n' | jq -c .data
