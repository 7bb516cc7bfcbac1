# With -d any byte ends a record.
printf 'a;b\n;c' | ringcat -w -d ';' r
ringcat -n 1 r
echo
ringcat r
