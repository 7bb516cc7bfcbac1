// The words of ring_bench -h and --help.
#pragma once

#include <string_view>

namespace ringpipe::ring_bench {

inline constexpr std::string_view kShortHelp =
    R"(ring_bench measures how fast rings are here, and what else would be.

    ring_bench                     a tour of less than a minute
    ring_bench latency --pin       one scenario, each party on its own processor
    ring_bench throughput --vs     against pipes, sockets and other queues
    ring_bench --report page.html  a tour, with charts

usage: ring_bench [options] [SCENARIO...]

      --list             the scenarios, presets and baselines there are
      --vs[=LIST]        measure baselines in turn with the ring
      --preset NAME      what a published benchmark did, as published and honestly
      --duration DUR     of a round (1s; in the tour 250ms)
      --rounds N         how often (5; in the tour 3)
  -n, --count N          as many records a round instead
  -s, --size SIZE        of the ring (64M)
      --record LIST      sizes of a record        --rate LIST     records/s offered
      --readers LIST     --writers LIST           --batch N       a publication (16)
      --method LIST      record, claim, batch, packed
      --idle LIST        how a reader waits: spin, adaptive, sleep
      --verify WHAT      full (sequence and checksum) or sequence
      --threads          instead of processes     --pin[=CPUS]    to processors
  -J, --json             one object a round, then a summary
  -o, --output FILE      instead of stdout
      --report FILE      also a report: .html, .svg or .md
      --baseline FILE    compare with an earlier -J; exit 1 if slower
      --tolerance PCT    what --baseline lets pass (5)
  -p, --progress         also where stderr is no terminal
      --errors json      errors as JSON objects, one a line
  -q, --quiet            no progress              -h, --help   short or full help
  -V, --version          print the version

'ring_bench --help' explains the columns. More: ring_bench(1), ringpipe(7).
)";

// After the short help.
inline constexpr std::string_view kLongHelp = R"(
Every record carries a sequence number and a checksum over all its bytes, made by
the writer and checked by the reader. Whatever does not agree makes the exit
status 1. Only records that arrived whole count, each once.

Columns:
  records/s   median of the rounds; in brackets the slowest and the fastest
  MB/s        payload only, counted once, also with several readers
  lost        sent and not delivered, in all rounds
  ring        how many times better the ring did than this row
  p50 ... max the time that so many percent of the records did not exceed; one
              way it counts from when a record was due (coordinated omission)
  calls       system calls of all parties (- where the kernel does not tell)
  switches    context switches, voluntary or not
  cpu s/GB    processor seconds of all parties for a gigabyte of payload
  peak        memory that the largest party took beyond a bare process, the shared
              ring included; private: without what is shared
  blocked     share of the time for which a writer waited for room

Lists are separated by commas. --pin without a value takes the processors in
order: the writer the first, the reader the second.

Exit status: 0 done, 1 failed, a record was wrong, or slower than --baseline;
2 usage.
)";

}  // namespace ringpipe::ring_bench
