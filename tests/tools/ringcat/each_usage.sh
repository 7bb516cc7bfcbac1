# What cannot be meant is a usage error.
said=
wrong() {
    expect 2 ringcat "$@" </dev/null 2>err
    says err "^ringcat: .*$said"
}
said=consumes wrong -P r --each cat
said='which command' wrong r --each ''
said='needs --each' wrong --batch 1M r
said='needs --each' wrong --retry 1 r
said='needs --each' wrong --dead-letter f r
said='size, a time' wrong --batch many r --each cat
said='size, a time' wrong --batch 1M, r --each cat
said='size, a time' wrong --batch 0 r --each cat
said='a number, or inf' wrong --retry often r --each cat
said='needs --retry' wrong -f --dead-letter f r --each cat
said='for reading' wrong -w r --each cat
said='which file' wrong -x --dead-letter '' r --each cat
expect 3 ringcat -x r --each cat 2>err
says err '^ringcat: r: no such ring'
