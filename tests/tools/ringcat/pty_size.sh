# The terminal of the command is as large as ours, and follows it.
cat >inside <<'SH'
stty rows 30 cols 100
ringcat -w --pty r bash -c 'stty size <&1; trap "stty size <&1; exit" WINCH; echo ready; while :; do sleep 0.01; done' &
ringcat --wait -n 2 r >first
stty rows 40 cols 120
wait
ringcat r >second
SH
on_terminal 'bash inside' >typescript
cat first second
