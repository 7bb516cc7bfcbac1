# --pty: the command writes to a terminal, and nothing is changed on the way.
terminal() { script -qec true /dev/null </dev/null >/dev/null 2>&1; }
command -v script >/dev/null && { terminal || skip 'no terminal can be made here'; }
ringcat -w --pty r sh -c 'test -t 1 && echo terminal; test -t 2 || echo no terminal >&2; exit 3' 2>err || [ $? -eq 3 ]
ringcat r
cat err
ringcat -w --pty --stderr r sh -c 'test -t 1 && test -t 2 && test /dev/fd/1 -ef /dev/fd/2 && echo both >&2'
ringcat r
# Its input is ours; LF stays LF, and all bytes come through.
head -c 300000 /dev/urandom >in
ringcat -w --pty r cat <in
ringcat r >out
same in out
# 80 by 24 where there is no other.
setsid -w ringcat -w --pty r sh -c 'stty size <&1' </dev/null 2>err
ringcat r
# Whatever holds the terminal when the command ends.
ringcat -w --pty r sh -c 'sleep 1000 & echo end'
ringcat r
expect 127 ringcat -w --pty r no-such-command 2>err
says err '^ringcat: no-such-command: No such file'
