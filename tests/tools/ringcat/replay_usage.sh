# What is no recording is an error that says where; options that contradict --replay are refused.
refused() {
    local pattern=$1
    shift
    expect 2 ringcat -w "$@" </dev/null 2>err
    says err "$pattern"
}
refused '^ringcat: fast: --replay= takes a factor' --replay=fast r
refused '^ringcat: 0: --replay= takes' --replay=0 r
refused '^ringcat: -1: --replay= takes' --replay=-1 r
refused '^ringcat: --tag: contradicts --replay' --replay -t 3 r
refused '^ringcat: --replay: restores the framing' --replay -0 r
refused '^ringcat: --replay: restores the framing' --replay --framing raw r
refused '^ringcat: --replay: reads standard input' --replay r seq 3
expect 2 ringcat --replay r 2>err
says err '^ringcat: --replay: needs -w'
wrong() {
    printf '{"data":"first"}\n%s\n{"data":"third"}\n' "$1" | expect 1 ringcat -q -w --replay r 2>err
    says err "^ringcat: stdin: line 2 $2"
    says err "^hint: --replay takes what 'ringcat -J' wrote$"
    [ "$(ringcat -q r)" = first ]
}
wrong 'a plain line' 'is not JSON'
wrong '[1,2]' 'is no object'
wrong '{"level":"error"}' 'has no data'
wrong '{"data_base64":"abc"}' 'has no data, or data_base64 that is not base64'
wrong '{"data_base64":"ab!="}' 'has no data, or data_base64'
wrong '{"data":"x","time":"noon"}' 'has a time that is no number'
wrong '{"data":"x","tag":4294967296}' 'has a tag that is out of range'
wrong '{"data":"x","delimiter":"\n"}' 'has a delimiter that is no byte'
