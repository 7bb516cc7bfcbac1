# A ring that is not there is exit code 3; what is there is shown all the same.
ringctl create -s 64K r
expect 3 ringstat r nowhere >table 2>err
says err '^ringstat: nowhere: no such ring'
says table '^[> ]*r '
