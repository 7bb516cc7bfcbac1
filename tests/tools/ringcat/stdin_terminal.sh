# Input may be a terminal: it ends with ctrl-D.
on_terminal true </dev/null
printf 'typed\n\004' | on_terminal 'stty -echo; sleep 0.2; ringcat -w r' >/dev/null
ringcat r
