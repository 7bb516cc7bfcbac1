// The words of ringstat -h and --help.
#pragma once

#include <string_view>

namespace ringpipe::ringstat {

inline constexpr std::string_view kShortHelp =
    R"(ringstat tells what rings hold, who uses them, and who waits for whom.

    ringstat                     all rings in the default directory
    ringstat logs ./other.ring   these two
    ringstat logs/audit          of the readers only the cursor 'audit'
    ringstat -J | jq .lag_seconds

usage: ringstat [options] [RING | RING/CURSOR]...

  -J, --json        one JSON object a ring, one a line
      --sample DUR  time between the two looks that give the rates (200ms);
                    0: one look, no rates
  -v, --verbose     more about each ring       -q, --quiet  no notices
  -V, --version     print the version          -h, --help   short or full help

'ringstat --help' explains the columns. More: ringstat(1), ringpipe(7).
)";

// After the short help.
inline constexpr std::string_view kLongHelp = R"(
Looking changes nothing, takes no lock that anybody waits for, and works when no
process uses the ring.

Columns, a row for each ring:
  SIZE      how many bytes it holds
  FILL      how much of that the slowest holding reader has still to read (with
            no holder: what nobody has read); of a ring that overwrites: how
            much is used
  IN/S      records published in a second, measured between two looks
  OUT/S     records that all its readers took in a second, together
  BLOCKED   share of that time for which a writer waited for room
  LOST      records that its readers missed because they were overwritten, and
            those that a drop-new ring refused
  W, R      processes that write and read it now
  ON-FULL   its policy: block, block:DUR, drop-old, drop-new or fail
  STATE     new (never had a writer), live, ended (closed cleanly) or
            died (its last writer was killed)

An indented row for each reader: its cursor's name, or its process.
  holds     a blocking writer waits for it
  observes  it can be overrun
  kept      no process reads there now, and a blocking writer waits all the same
            (made with 'ringctl create RING/CURSOR --hold')
  idle      no process reads there now, and nobody waits for it
Then how far it is behind, in records, bytes and time; what it lost and why
(overrun: overwritten before it came; refused: the ring was full).

--errors json: errors and notices as JSON objects, one a line.

JSON: sizes in bytes, times in seconds, ratios from 0 to 1, null where unknown.
A key never changes its type; new keys may appear.

Exit status: 0 done, 1 failed, 2 usage, 3 no such ring or cursor, 4 bad ring.
With several rings the highest counts, and the others are shown all the same.

Environment: RINGPIPE_DIR, where bare names live (/dev/shm/ringpipe-UID).
)";

}  // namespace ringpipe::ringstat
