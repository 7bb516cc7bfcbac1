// The words of ringcat -h and --help.
#pragma once

#include <string_view>

namespace ringpipe::ringcat {

inline constexpr std::string_view kShortHelp =
    R"(ringcat copies records from its input into a ring, or from a ring to its output.

    seq 9 | ringcat -w numbers      publish lines, making the ring if need be
    ringcat numbers                 read them, to the end of the writer
    ringcat -f -c audit numbers     go on for ever, at a cursor of that name
    find / -print0 | ringcat -w0 paths & ringcat --wait paths | xargs -0 ls

usage: ringcat -w [options] RING [CMD]  publish standard input, or what CMD says
       ringcat [options] RING[/CURSOR]  read to standard output

  -w, --write           publish            -f, --follow  read on over every end
  -n, --count N         N records          -x, --drain   only what is there now
  -0, --null            end them in NUL    -l, --last N  the last N
  -s, --size SIZE       of a new ring      -P, --peek    consume nothing
      --wait[=DUR]      for the ring and its writer
      --timeout DUR     longest wait without progress
  -q, --quiet           no notices         -v, --verbose more of them
  -h, --help            short, full help   -V, --version the version

'ringcat --help' tells all options. More: ringcat(1), ringpipe(7).
)";

// After the short help.
inline constexpr std::string_view kLongHelp = R"(
Publishing (-w)
  -s, --size SIZE       if the ring is made: a power of two, 64K to 1T (16M)
      --on-full POLICY  if it is made: block (default), block:DUR, drop-old,
                        drop-new, fail
      --checksum[=no]   if it is made: a checksum for each publication, which
                        readers check (default: yes on disk, no in memory)
      --mode MODE       if it is made: 0600 (default: its owner's alone), 0640
                        (the group may observe), 0660 (hold and write, too)
      --group GROUP     which group
      --trust-owner     write also to another user's ring
      --exclusive       be the only writer
      --readers N       publish nothing until N readers hold
      --replay[=SPEED]  publish what 'ringcat -J' wrote at its own pace (1), faster
                        (2), slower (0.5) or at once (inf)
  -t, --tag TAG         mark the records with a number of your own

A command (-w RING CMD [ARG...]): it is run, its output published, its exit
status ours; what follows CMD is its own. Signals are passed on.
      --stderr          publish its standard error, too
      --pty             on a terminal, so that its lines come out at once

Reading
      --from WHERE      unread (default where writers wait), oldest (default
                        elsewhere), newest, next, SEQ, -N (records back), -5m,
                        @SECONDS or @2026-11-21T10:00:00
  -l, --last N          the same as --from -N
  -f, --follow          the end of a writer is no end; with --wait, nor is the
                        removal of the ring
  -x, --drain           what was published when ringcat started, then exit
  -c, --cursor NAME     a named cursor: the next process goes on where it stands
      --hold            make it one for which writers wait, process or not
  -P, --peek            look: consume nothing, hold nobody back
      --wait[=DUR]      wait for the ring to appear, and a writer or new data;
                        and for a cursor that is in use
      --on-lost WHAT    skip (default: go on and count them) or fail
      --mark-gaps       a line where records were lost: how many, which, why
  -t, --tag TAG         only records with this tag
  -J, --json            each record as {"seq","time","tag","data"}, with
                        data_base64 for what is not UTF-8, and the gaps
      --where EXPR      only JSON records of which this is true; more than one:
                        all of them. level=error  status>=500  user.id?  !a=1
                        /http/path~^/api/  Quote it: 'status>=500'
      --pick FIELDS     of each record these fields: ts,level,/http/status
      --invalid WHAT    what is not JSON: drop (default), pass or fail

A command for each batch, instead of standard output
      --each CMD        run CMD in a shell with a batch as its input; the cursor
                        moves when it exits 0. It sees RINGPIPE_RING, _ID,
                        _FIRST, _LAST (sequence numbers) and _COUNT.
      --batch SIZE,DUR  hand over so many bytes, or what came in so much time
                        after a batch's first record (1M,5s)
      --retry N         offer a failed batch again up to N times, or inf, then
                        exit with 8 (0; with -f: inf)
      --dead-letter FILE  append it to FILE instead, and go on

A compressed archive, instead of standard output: every record once, whatever
is killed or full; zstdcat reads it at any time
      --zstd[=LEVEL]    level 1 (fast) to 22 (small) (3)
  -o, --output FILE     append to it, after its last whole batch
      --rotate WHEN     set it aside at 100M, 1h, hourly, daily, or 1G,daily
      --keep N          of those that were set aside, keep the newest N
      --batch SIZE,DUR  as above: a zstd frame each

Both
  -0, --null            records end in NUL
  -d, --delimiter C     records end in this one: a character, \n \t \0 or \xNN
      --framing FORM    lines (default); raw: each read makes one record; len32:
                        its length stands before each, 4 bytes, the lowest first
                        A reader writes what was published as it was. Only -0 or
                        -d has it end records that have no end of their own, and
                        len32 write lengths instead of ends.
  -n, --count N         stop after N records
      --timeout DUR     give up after so long without progress (exit status 124)
  -p, --progress        how far it is, on standard error; SIGUSR1 asks for it once
      --errors json     errors and notices as JSON objects, one a line
      --rm              remove the ring at the end, if nobody else uses it

RING is a name ([A-Za-z0-9][A-Za-z0-9._-]*, up to 64 letters) in the default
directory, or a path that begins with /, ./ or ../. ".ring" is added unless it
is there.

Sizes: 64M = 64 MiB, 64MB = 64000000. Times: 5s, 200ms, 1m30s; bare = seconds.

Exit status: 0 done, 1 failed, 2 usage, 3 no such ring, 4 bad ring (damaged,
removed), 5 busy, 6 records lost with --on-lost fail, or a full ring whose
policy is fail, 7 the writer died, 8 the command of --each failed, 124 timeout,
126 and 127 CMD cannot be run, 128+n ended by signal n; with CMD, its own.

Environment: RINGPIPE_DIR, where bare names live (/dev/shm/ringpipe-UID).
)";

}  // namespace ringpipe::ringcat
