# --if-missing is content with a ring that is as asked for, and says how one is not.
ringctl create -s 64K --if-missing r
ringctl create -s 64K --if-missing r
expect 2 ringctl create -s 1M --if-missing r 2>err
says err '64 KiB'
says err '1 MiB'
