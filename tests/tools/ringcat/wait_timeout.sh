# --wait=DUR waits only so long.
took 300 expect 124 ringcat --wait=300ms nowhere 2>err
says err '^ringcat: nowhere: '
