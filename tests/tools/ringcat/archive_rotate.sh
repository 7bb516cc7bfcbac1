# Rotated by size no file is larger, each is whole by itself, the names sort by age, and no record is
# missing or divided; --keep deletes the oldest.
seq 60000 | sed 's/$/ some text/' >in
ringcat -q -w r <in
ringcat -q -c z --batch 20K --zstd=1 --rotate 9K -o app.zst r
aside=(app.20*.zst)
[ "${#aside[@]}" -ge 4 ] || fail "only ${#aside[@]}: ${aside[*]}"
for file in "${aside[@]}" app.zst; do
    [[ $file =~ ^app\.(20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{6}\.[0-9]{3}Z\.)?zst$ ]] || fail "$file"
    [ "$(stat -c %s "$file")" -le 9216 ] || fail "$file has $(stat -c %s "$file") bytes"
    zstdcat "$file" | grep -vq '^[0-9]* some text$' && fail "a divided record in $file"
done
zstdcat "${aside[@]}" app.zst >out
same in out

# With another kind of name, and in another folder.
mkdir sub
ringcat -q -P -x --from oldest --batch 20K --zstd --rotate 9K --keep 2 -o sub/archive r
zstdcat sub/archive.*Z sub/archive >out
tail -n "$(wc -l <out)" in >wanted
same wanted out
aside=(sub/archive.*)
[ "${#aside[@]}" -eq 2 ] || fail "${aside[*]}"

# Fewer are kept from now on; what only looks similar stays.
touch app.2026-11-21T184501Z.zst app.2026-11-21T184501.123Z.zst.txt app.old.zst other.2001-01-01T000000.000Z.zst
ringcat -q -c z --zstd=1 --rotate 9K --keep 1 -o app.zst r
aside=(app.*Z.zst)
[ "${#aside[@]}" -eq 2 ] || fail "${aside[*]}"
printf "%s\n" app.old.zst other* ./*.txt
