# -v says how many of how many records were delivered.
printf '{"a":%d}\n' 1 2 3 4 | ringcat -q -w r
ringcat -v -x --where 'a>2' r >out 2>err
says err 'delivered 2 records of 4 read, 16 B'
