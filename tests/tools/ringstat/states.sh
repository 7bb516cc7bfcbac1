# new, live, ended and died are told apart, also when nobody is alive.
ringctl create -s 64K new
seq 3 | ringcat -w -s 64K ended
mkfifo input
ringcat -w -s 64K r <input &
writer=$!
exec 3>input
echo one >&3
ringcat --wait -n 1 r >out
ringstat -J --sample 0 r | jq -r .state
slay "$writer"
ringstat -J --sample 0 r new ended | jq -r .state
