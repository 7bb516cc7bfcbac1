# A signal that was ignored when it started, as under nohup, is ignored by the command, too.
(
    trap '' HUP
    exec ringcat -w r sh -c 'kill -HUP $$; echo lives; kill -TERM $$'
) &
expect 143 wait $!
ringcat r
