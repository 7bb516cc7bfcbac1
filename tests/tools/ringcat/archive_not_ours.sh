# What ringcat did not write it does not cut: no zstd file is refused, one of zstd is continued after
# its last frame, one that is broken is refused.
seq 3 | ringcat -q -w r
refused() {
    cp "$1" before
    expect 1 ringcat -x -c z --zstd -o "$1" r 2>err
    says err "$2"
    same before "$1"
}
echo 'precious notes' >notes
refused notes '^ringcat: .*/notes: is no zstd file$'
says err '^hint: nothing was changed'
head -c 5000 /dev/urandom >noise
refused noise 'is no zstd file'
head -c 64 /dev/zero | tr '\0' 'x' >short
refused short 'is no zstd file'
gzip -c notes >notes.gz
refused notes.gz 'is no zstd file'
seq 10 12 | zstd -q >theirs.zst
head -c -2 theirs.zst >broken.zst
refused broken.zst 'ends in the middle of what ringcat did not write'
mkdir folder
expect 1 ringcat -x -c z --zstd -o folder r 2>err
says err 'folder: '
expect 1 ringcat -x -c z --zstd -o /dev/null r 2>err
says err '/dev/null: is not a regular file'
expect 1 ringcat -x -c z --zstd -o no/folder/app.zst r 2>err
says err 'no/folder'

ringcat -x -c z --zstd -o theirs.zst r 2>err
says err 'theirs.zst: goes on after what others wrote there'
echo 4 | ringcat -q -w r
ringcat -x -c z --zstd -o theirs.zst r
zstdcat theirs.zst

# Appended to ours: several frames are kept, and what is no frame is refused.
for n in 20 21; do echo $n | zstd -q >>theirs.zst; done
echo 5 | ringcat -q -w r
ringcat -q -x -c z --zstd -o theirs.zst r
zstdcat theirs.zst | tail -3
echo 'not a frame' >>theirs.zst
refused theirs.zst 'ends in the middle of what ringcat did not write'
