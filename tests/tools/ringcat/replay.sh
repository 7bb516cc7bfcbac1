# What -J wrote is published as it was: data, delimiters, parts of long lines, and tags; gaps are told.
cat >objects <<'END'
{"seq":0,"time":1763733600.000000001,"tag":0,"data":"plain"}
{"seq":1,"time":1763733600.000000001,"tag":0,"data":"sch\u00f6n \"quoted\" \ud83d\ude00"}
{"seq":2,"time":1763733600.000000001,"tag":7,"data":"tagged"}
{"seq":3,"time":null,"tag":7,"data_base64":"/wD+Cg=="}
{"seq":4,"time":1763733600.5,"tag":7,"data":"","delimiter":0}

{"gap":120,"first":5,"last":124,"cause":"overrun"}
{"seq":125,"time":1763733600.5,"tag":0,"data":"raw, no end","delimiter":null}
{"seq":126,"time":1763733600.5,"tag":0,"data":"of a line ","continued":true}
{"seq":127,"time":1763733600.5,"tag":0,"data":"in parts"}
{"data":"only data"}
END
ringcat -w --replay=inf r <objects 2>err
says err '^ringcat: stdin: 120 records had been lost when this was recorded$'
ringcat -q r >out
printf '%s\n%s\n%s\n\xff\0\xfe\n\n\0%s%s%s\n%s\n' plain 'schön "quoted" 😀' tagged 'raw, no end' \
    'of a line ' 'in parts' 'only data' >wanted
same wanted out

# Back from an archive; and a last line that is cut short is an error, but all before it is there.
ringcat -q -w --replay=inf r <objects
ringcat -q -c z --zstd -o app.zst r
{ for _ in 1 2 3; do head -n 3 objects; done; printf '{"seq":9,"data":"cut'; } | zstd -q >objects.zst
zstdcat objects.zst | expect 1 ringcat -q -w --replay=inf r 2>err
says err '^ringcat: stdin: line 10 is not JSON$'
[ "$(ringcat -q r | wc -l)" -eq 9 ]

# Longer than the largest record, and only some.
{
    printf '{"time":1,"data":"'
    head -c 100000 /dev/zero | tr '\0' x
    printf '"}\n{"time":1,"data":"next"}\n{"time":1,"data":"not this one"}\n'
} | ringcat -q -w -s 64K -n 2 --replay=inf small &
ringcat -q --wait small >out
wait $!
{ head -c 100000 /dev/zero | tr '\0' x; printf '\nnext\n'; } >wanted
same wanted out
