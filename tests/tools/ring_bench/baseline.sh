# A run against an earlier one: the same is no regression, half as fast is one.
measure() { ring_bench cold --duration 20ms --rounds 1 -q "$@"; }
measure -J -o before.json
jq -c 'if .kind == "summary" then .results |= map(.min *= 100 | .median *= 100 | .max *= 100)
    else . end' before.json >slow.json
measure --baseline slow.json >out
says out 'against the earlier run'
jq -c 'if .kind == "summary" then .results |= map(.min /= 1000 | .median /= 1000 | .max /= 1000)
    else . end' before.json >fast.json
expect 1 measure --baseline fast.json >out 2>err
says out 'REGRESSION'
says err 'worse than before'
expect 1 measure --baseline missing.json 2>err
says err 'missing.json'
