# -n N ends as head(1) does; --timeout ends a command that says nothing.
expect 0 ringcat -w -n 3 r yes
expect 0 ringcat -w -n 3 r seq 3
expect 4 ringcat -w -n 1 r sh -c 'echo y; exit 4'
ringcat r
expect 124 ringcat -w --timeout 0.2 r sleep 50 2>err
says err '^ringcat: sleep: timeout: no output for 200'
