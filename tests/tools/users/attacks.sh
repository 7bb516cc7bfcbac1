# What eve has put where alice looks for a ring: a clear error and exit status 4, and nothing of
# alice's is opened, written or followed.
# shellcheck source=../users.bash
. "$(dirname "$EXPECT")/users.bash"
market=${team%/*}/market
mkdir "$market"
chmod 1777 "$market"

# refuses NAME PATTERN: alice neither reads nor writes there.
refuses() {
    for way in '' -P -w; do
        # shellcheck disable=SC2086  # no word, or one
        expect 4 timeout 20 "${alice[@]}" ringcat $way "$market/$1" </dev/null 2>err
        says err "^ringcat: $market/$1: .*$2"
    done
}

eve ln -s /dev/shm "$market/symlink.ring"
refuses symlink 'it is no directory'
eve mkfifo "$market/fifo.ring"
refuses fifo 'it is no directory'
eve touch "$market/file.ring"
refuses file 'it is no directory'
eve mkdir "$market/empty.ring"
refuses empty "it has no file 'data'"

# Rings of eve's own in which one file is something else.
alice ringcat -q -w secret <<<private
for file in data readers locks; do
    for attack in symlink fifo device directory hardlink foreign; do
        name=$file-$attack
        eve ringctl create -s 64K "$market/$name"
        eve chmod 755 "$market/$name.ring"
        eve chmod 644 "$market/$name.ring"/{data,readers,locks}
        at=$market/$name.ring/$file
        case $attack in
        symlink) eve ln -sf "$team/secret.ring/$file" "$at"; refuses "$name" 'symbolic link' ;;
        fifo) eve rm "$at"; eve mkfifo "$at"; refuses "$name" 'no regular file' ;;
        device)
            rm "$at"
            # A tmpfs may be mounted so that devices on it cannot be opened at all.
            { mknod "$at" c 1 3 && : <"$at"; } 2>/dev/null || continue
            chown 61003:61003 "$at"
            refuses "$name" 'no regular file'
            ;;
        directory) eve rm "$at"; eve mkdir "$at"; refuses "$name" 'no regular file' ;;
        # The kernel's fs.protected_hardlinks may keep eve from this; root can.
        hardlink) ln -f "$team/secret.ring/$file" "$at"; refuses "$name" 'another user|second name' ;;
        foreign) chown 61002 "$at"; refuses "$name" 'another user than its directory' ;;
        esac
        rm -rf "$market/$name.ring"
    done
done
eve ringctl create "$market/open"
eve chmod 777 "$market/open.ring"
refuses open 'other users than its owner may put files into it'

# A ring of eve's that is whole: alice reads it if eve lets her, but does not write.
seq 2 | eve ringcat -q -w "$market/whole"
expect 4 alice ringcat -P "$market/whole" 2>err
chmod 755 "$market/whole.ring"
chmod 644 "$market/whole.ring/data"
alice ringcat -P "$market/whole"
expect 4 alice ringcat -w "$market/whole" </dev/null 2>err
says err 'belongs to another user, uid 61003'

# eve has squatted alice's default directory: with one of her own, or with a link.
home=/dev/shm/ringpipe-61001
[ ! -e "$home" ] || skip "there is a $home"
for squat in "mkdir -m 777 $home" "ln -s $market $home" "touch $home"; do
    # shellcheck disable=SC2086  # words
    eve $squat
    for verb in 'ringcat whole' 'ringcat -w whole' 'ringctl create new' 'ringctl ls' \
        'ringctl info whole' 'ringctl rm whole' ringstat; do
        # shellcheck disable=SC2086  # words
        expect 4 alice env -u RINGPIPE_DIR $verb </dev/null 2>err
        says err "$home: (belongs to another user|not a directory)"
    done
    rm -r "$home"
done

# Where everybody may replace it no ring is made; where a sticky bit forbids that, one is.
chmod 0777 "$market"
expect 4 alice ringctl create "$market/mine" 2>err
says err "^ringctl: $market: other users may put files into it"
expect 4 alice env RINGPIPE_DIR="$market" ringcat -w mine </dev/null 2>err
chmod 1777 "$market"
alice ringctl create "$market/mine"
expect 4 eve ringctl rm --force "$market/mine" 2>err
alice env RINGPIPE_DIR="$market" ringcat -q -w mine <<<kept
alice ringcat -q "$market/mine"
