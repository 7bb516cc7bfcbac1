# A directory cannot be read.
expect 1 ringcat -w r < . 2>err
says err '^ringcat: .*[Ii]s a directory'
