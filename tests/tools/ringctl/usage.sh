# What cannot be meant is a usage error.
wrong() {
    expect 2 ringctl "$@" 2>err
    says err '^ringctl: '
}
wrong
wrong creat r
wrong create
wrong rm
wrong create 'a b'
wrong create r --no-such-option
wrong create --on-full never r
wrong ls r
says err '; ringstat tells of one ring$'
