// The words of ringctl -h and --help.
#pragma once

#include <string_view>

namespace ringpipe::ringctl {

inline constexpr std::string_view kShortHelp =
    R"(ringctl does one thing to a ring and returns.

    ringctl create logs -s 64M --on-full drop-old
    ringctl create logs/audit --hold     a cursor for which writers wait
    ringctl ls --long
    ringctl rm logs/audit                forget that cursor
    ringctl rm logs old-logs

usage: ringctl VERB [options] ...

  create RING           make a ring
  create RING/CURSOR    make a named cursor
  rm RING...            remove rings
  rm RING/CURSOR...     forget named cursors
  ls                    list the rings in the default directory
  info RING             all that its header and slots say

  -q, --quiet   no notices             -v, --verbose  say what was done
  -h, --help    short or full help     -V, --version  print the version

'ringctl VERB --help' tells a verb's options. More: ringctl(1), ringpipe(7).
)";

inline constexpr std::string_view kCreateHelp =
    R"(ringctl create: makes a ring, or a named cursor in a ring.

    ringctl create logs
    ringctl create logs -s 1G --on-full block:200ms --if-missing
    ringctl create /dev/shm/logs.ring --mode 0640 --group adm
    ringctl create logs/audit --hold

usage: ringctl create [options] RING
       ringctl create [--hold] [--if-missing] RING/CURSOR

  -s, --size SIZE       how many bytes it holds: a power of two, 64K to 1T (16M)
      --on-full POLICY  what its writers do when it is full:
                        block      wait for the slowest holding reader (default)
                        block:DUR  wait so long once per stall, then overwrite
                        drop-old   overwrite the oldest records
                        drop-new   refuse the new ones, and count them
                        fail       tell the writer
      --slots N         how many readers it can have at once, 1 to 4096 (64)
      --checksum[=no]   a checksum for each publication, which readers check
                        (default: yes on disk, no in memory)
      --mode MODE       0600 (default: its owner's alone), 0640 (the group may
                        observe), 0660 (hold and write, too)
      --group GROUP     which group
      --hold            writers wait for it even when no process reads there
      --if-missing      succeed when it exists, unless an option contradicts it
)";

inline constexpr std::string_view kRemoveHelp =
    R"(ringctl rm: removes rings, or forgets named cursors.

    ringctl rm logs old-logs
    ringctl rm logs/audit
    ringctl rm --force logs

usage: ringctl rm [--force] RING | RING/CURSOR ...

      --force   also rings that a process writes or reads now: they lose their
                names at once, and those processes find them gone

A cursor at which a process reads is in use (exit status 5), with --force too.
)";

inline constexpr std::string_view kListHelp =
    R"(ringctl ls: lists the rings in the default directory.

    ringctl ls
    ringctl ls --long
    ringctl ls -J | jq -r 'select(.state == "died") .ring'

usage: ringctl ls [--long | -J]

      --long    with size, policy and state
  -J, --json    one JSON object a ring, one a line
)";

inline constexpr std::string_view kInfoHelp =
    R"(ringctl info: tells everything that a ring's header and slots say.

    ringctl info logs
    ringctl info -J logs | jq '.reader_list[] | select(.alive | not)'

usage: ringctl info [-J] RING

  -J, --json    as one JSON object

Also of a damaged ring, as far as it can be read: what is wrong comes last, and
on standard error, and the exit status is 4. ringstat tells what a ring does.
)";

// After the short help, and after the verbs' own.
inline constexpr std::string_view kLongHelp = R"(
Every verb takes --errors json: errors and notices as JSON objects, one a line.

RING is a name ([A-Za-z0-9][A-Za-z0-9._-]*, up to 64 letters) in the default
directory, or a path that begins with /, ./ or ../ on tmpfs, ext4 or xfs.
".ring" is added unless it is there.

Sizes: 64M = 64 MiB, 64MB = 64000000. Times: 5s, 200ms, 1m30s; bare = seconds.

Exit status: 0 done, 1 failed, 2 usage, 3 no such ring or cursor, 4 bad ring,
5 busy (it exists, or is in use). With several rings the highest counts.

Environment: RINGPIPE_DIR, where bare names live (/dev/shm/ringpipe-UID).
)";

}  // namespace ringpipe::ringctl
