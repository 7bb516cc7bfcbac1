# --on-lost fail also means what a full ring refused.
seq 100000 | ringcat -w -s 64K --on-full drop-new r 2>write_err
expect 6 ringcat --on-lost fail r >out 2>err
says err 'lost|refused'
