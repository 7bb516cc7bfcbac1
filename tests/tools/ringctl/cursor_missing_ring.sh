# A cursor needs its ring.
expect 3 ringctl create nowhere/worker --hold 2>err
says err '^ringctl: nowhere.*: no such ring'
