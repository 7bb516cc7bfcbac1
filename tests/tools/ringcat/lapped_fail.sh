# With --on-lost fail it stops there instead, with exit code 6.
# shellcheck source=lapped.bash
. "${EXPECT%/*}/ringcat/lapped.bash"
lapped 6 --on-lost fail
seq "$(wc -l <out)" >wanted
same wanted out
says err '^ringcat: r: .*lost'
