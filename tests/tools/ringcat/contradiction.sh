# An option that contradicts the ring that is there is a usage error that names both values.
ringctl create -s 64K --on-full drop-old r
expect 2 ringcat -w -s 1M r </dev/null 2>err
says err '1 MiB'
says err '64 KiB'
expect 2 ringcat -w --on-full block r </dev/null 2>err
says err 'drop-old'
says err 'block'
# What agrees is no contradiction.
echo fine | ringcat -w -s 64K --on-full drop-old r
ringcat r
