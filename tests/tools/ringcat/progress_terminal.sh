# -p on a terminal redraws one line; what else is said takes its place, and it comes again below.
on_terminal true >/dev/null
ringctl create -s 64K r
cat >session <<'EOF'
seq 100000 | ringcat -w -p r &
until grep -q 'the ring is full' screen && grep -q 'fill [0-9]' screen; do sleep 0.02; done
ringcat -q r >out
wait
EOF
on_terminal 'bash session' >screen
tr '\r' '\n' <screen | sed 's/\x1b\[K/<clear>/g' >lines
# Drawn, taken away for the notice, and the end.
says lines '^ringcat: r: .* records, .*, fill [0-9]*%<clear>$'
says lines '^(<clear>)?ringcat: r: the ring is full and has no reader'
says lines '^(<clear>)?ringcat: r: 100k records, 575 KiB in [^,]*, [^,]*/s, [^,]*/s$'
seq 100000 >wanted
same wanted out
