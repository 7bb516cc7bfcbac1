# Every option of one letter that a tool's help has stands in the SYNOPSIS of its page.
for tool in ringcat ringstat; do
    sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "${EXPECT%/*}/../../man/$tool.1" |
        grep -oE 'Fl [A-Za-z0-9]+' | cut -d ' ' -f 2 >synopsis
    letters=$($tool --help | grep -oE '(^| )-[A-Za-z0-9],' | tr -d ' ,-' | sort -u)
    [ -n "$letters" ] || fail "no option in the help of $tool"
    for letter in $letters; do
        case $letter in
        h | V) ;;
        *) grep -q "$letter" synopsis || fail "$tool.1 has no -$letter in its SYNOPSIS" ;;
        esac
    done
done
