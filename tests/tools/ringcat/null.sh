# With -0 a record ends in NUL, and newlines are bytes like others.
printf 'a\nb\0c\0' | ringcat -w -0 r
ringcat -n 1 r >out
printf 'a\nb\0' >first
same first out
ringcat r >out
printf 'c\0' >second
same second out
