# -x gives what was published when it started and does not wait for a writer that is still there.
mkfifo input
ringcat -w r <input &
exec 3>input
seq 3 >&3
ringcat --wait -n 1 r
ringcat -x r
ringcat -x r
