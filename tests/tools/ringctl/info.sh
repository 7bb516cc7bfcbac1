# All that a header and its slots say, for people and for programs.
ringctl create -s 64K --on-full block:200ms --slots 8 r
ringctl create r/audit --hold
printf 'one\ntwo\nthree\n' | ringcat -q -w --timeout 5 r
ringcat -q -n 2 r/audit >seen
ringctl info -J r >json
jq -c '[.ring, .magic, .layout, .compatible, .incompatible, .identity_intact, .use, .on_full,
    .checksums, .capacity_bytes, .largest_record_bytes, .reader_slots]' json
jq -c '[.this_boot, .clean, .deaths, .seat_held, .lock, .lock_kept, .lock_keeper_entry,
    .lock_owner_alive, .published == .end, .oldest, .end_sequence, .refused, .blocks,
    .entries_used, .slots_used, .problem_list]' json
jq -c '.writer_list[] | [.entry, .open, .alive, .shared, .command, .storing]' json
jq -c '.reader_list[] | [.slot, .cursor, .alive, .holding, .kept, .sequence, .lost]' json
jq -c '.file_list[] | [.file, .mode, .links > 0]' json
jq -e '(.id | length) == 32 and (.boot_id | length) == 32 and .created <= .last_publication and
    (.path | endswith("/r.ring"))' json >/dev/null || fail "$(cat json)"
[ "$(ringstat -J r | jq -r .id)" = "$(jq -r .id json)" ] || fail 'ids differ'
echo one | ringcat -q -w other
ringcat -q --each 'printenv RINGPIPE_ID >id' other
[ "$(cat id)" = "$(ringctl info -J other | jq -r .id)" ] || fail 'ids differ'
[ "$(tr -d - </proc/sys/kernel/random/boot_id)" = "$(jq -r .boot_id json)" ] || fail 'boot ids differ'
# The same in words, by the same names.
ringctl info r >text
says text '^capacity_bytes +65536 \(64 KiB\)$'
says text '^on_full +block:200ms$'
says text '^  slot 0  cursor audit  alive no  holding yes  kept yes '
says text '^problem_list +none$'
for key in $(jq -r keys[] json); do says text "^$key"; done
# Who is there now.
mkfifo open
ringcat -q -w r <open &
exec 3>open
ringcat -q -P -f r >seen 3>&- &
eventually attached r 1
ringctl info -J r | jq -c '[.seat_held, (.writer_list | map(select(.alive)) | length),
    (.reader_list | map(select(.alive)) | map([.holding, .command]))]'
exec 3>&-
kill "$!"
wait
expect 3 ringctl info nothing 2>err
says err '^ringctl: nothing: no such ring'
expect 2 ringctl info 2>err
expect 2 ringctl info r r 2>err
expect 2 ringctl info r/audit 2>err
says err 'whole ring'
