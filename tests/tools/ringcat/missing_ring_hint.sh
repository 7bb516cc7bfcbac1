# Who pipes into a reader of a missing ring meant -w.
{ seq 9 || true; } | expect 3 ringcat r 2>err
says err '^ringcat: r: no such ring'
says err '^hint: .*-w'
