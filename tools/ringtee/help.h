// The words of ringtee -h and --help.
#pragma once

#include <string_view>

namespace ringpipe::ringtee {

inline constexpr std::string_view kShortHelp =
    R"(ringtee feeds commands from one stream, each at its own pace.

    ./app | ringtee logs 'zstd -q >app.zst' 'grep ERROR >errors'
    ./app | ringtee logs 'zstd -q >app.zst' --lossy './dashboard'
    ringtee --from-ring logs --sample 1/100 './look-at'
    ./app | ringtee box | less      without branches: as tee(1), into a ring

usage: ringtee [options] RING [[branch options] COMMAND]...

  -s, --size SIZE       of a new ring      -q, --quiet  no notices, no report
      --on-full POLICY  of a new ring      -J, --json   the report as JSON
      --from-ring       read RING, not standard input
      --private         no RING: one of our own that is gone at the end
      --stdout          one branch more: standard output
Before a branch:
      --lossy           hold nobody back, lose by count
      --sample 1/N      one record in N
      --where EXPR      JSON records of which this is true, as in ringcat(1)
      --pick FIELDS     of each record only these fields
  -c, --cursor NAME     at a cursor of that name
      --restart[=N]     start the command again when it fails

'ringtee --help' tells all options. More: ringtee(1), ringpipe(7).
)";

// After the short help.
inline constexpr std::string_view kLongHelp = R"(
Publishing
  -s, --size SIZE       if the ring is made: a power of two, 64K to 1T (16M)
      --on-full POLICY  if it is made: block (default), block:DUR, drop-old,
                        drop-new, fail. Where it drops old records every branch
                        must be --lossy.
      --checksum[=no]   if it is made: a checksum for each publication, which
                        readers check (default: yes on disk, no in memory)
      --mode MODE       if it is made: 0600 (default), 0640 (the group may
                        observe), 0660 (hold and write, too)
      --group GROUP     which group
      --trust-owner     write also to another user's ring
  -t, --tag N           mark the records with a number of your own
  -0, --null            records end in NUL
  -d, --delimiter C     records end in this one: a character, \n \t \0 or \xNN
      --framing FORM    lines (default), or raw: each read makes one record
      --timeout DUR     give up after so long without input or room (status 124)

Reading (--from-ring)
  -f, --follow          the end of a writer is no end
      --wait[=DUR]      wait for the ring to appear, and a writer or new data

Branches
  COMMAND               is run by /bin/sh and gets the records as its standard
                        input. Without --lossy it gets all of them, and a full
                        ring waits for it.
      --where level=error      only records of which this is true; repeated, all
      --where '/http/status>=500'  must be: = != < <= > >= ~REGEX FIELD? !EXPR
      --pick ts,level,/http/status  only these fields, as NDJSON
      --invalid WHAT    with what is not JSON: pass, drop (default) or fail
      --stdout          is a branch, too, here or before RING
      --from WHERE      where to begin: unread, oldest, newest, next, SEQ, -N,
                        -5m, @TIME

Both
  -J, --json            the report at the end (standard error) as NDJSON
      --errors json     errors and notices as JSON objects, one a line
  -q, --quiet           no notices, no report
  -v, --verbose         more notices
  -h, --help            short, full help   -V, --version the version

RING is a name ([A-Za-z0-9][A-Za-z0-9._-]*, up to 64 letters) in the default
directory, or a path that begins with /, ./ or ../. ".ring" is added unless it
is there.

Exit status: 0 done, 1 failed, 2 usage, 3 no such ring, 4 bad ring, 5 busy,
6 a full ring whose policy is fail, 7 the writer died (--from-ring), 8 a branch's
command failed, 124 timeout, 128+n ended by signal n.

Environment: RINGPIPE_DIR, where bare names live (/dev/shm/ringpipe-UID).
)";

}  // namespace ringpipe::ringtee
