// Options: what ringcat was asked on its command line. Parsing opens and changes nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/access.h"
#include "common/exit_code.h"
#include "common/policy.h"
#include "filter/sieve.h"
#include "ringcat/rotation.h"
#include "ringpipe/name.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

enum class Framing { kLines, kRaw, kLen32 };

inline constexpr std::uint64_t kForever = UINT64_MAX;

// Of ringcat -w.
struct PublishOptions {
    std::optional<std::uint64_t> capacity;
    std::optional<tools::Policy> policy;
    std::optional<bool> checksums;
    tools::Access access;
    bool trust_owner = false;  // write also to another user's ring
    bool exclusive = false;
    std::uint32_t readers = 0;  // publish nothing until so many hold
    std::uint32_t tag = 0;
    std::vector<std::string> command;  // and its arguments; empty: standard input
    bool with_stderr = false;
    bool on_terminal = false;
    std::optional<double> replay_speed;  // of what ringcat -J wrote; infinite: at once
};

// When a batch is handed over: to a command, or to an archive.
struct BatchOptions {
    std::uint64_t bytes = std::uint64_t{1} << 20;
    std::uint64_t ns = 5'000'000'000;
};

// Of ringcat --zstd.
struct ArchiveOptions {
    std::string path;
    int level = 3;
    Rotation rotation;
};

// Of ringcat --each.
struct EachOptions {
    std::string command;
    std::uint64_t retries = 0;  // how often a batch is offered again; kForever
    std::string dead_letter;    // the file for those that still fail, or empty
};

// Of a reader.
struct DeliverOptions {
    bool follow = false;
    bool drain = false;
    bool peek = false;
    bool hold = false;
    std::optional<From> from;
    std::optional<std::uint64_t> wait_ns;  // kForever: as long as it takes
    bool fail_when_lost = false;
    bool json = false;
    bool mark_gaps = false;
    std::optional<std::uint32_t> tag;            // only records that have it
    std::shared_ptr<const filter::Query> query;  // of --where and --pick, or null: every record
    std::optional<filter::OnInvalid> on_invalid;
    BatchOptions batch;
    std::optional<EachOptions> each;        // or into
    std::optional<ArchiveOptions> archive;  // or to standard output
};

struct Options {
    RingName ring;  // with the cursor, if one was named
    bool write = false;
    bool remove = false;  // the ring, at the end, if nobody else uses it
    bool quiet = false;
    bool verbose = false;
    bool progress = false;

    Framing framing = Framing::kLines;
    std::uint8_t delimiter = '\n';
    bool delimiter_given = false;         // asked for, not the default
    std::uint64_t count = kForever;       // stop after so many records
    std::uint64_t timeout_ns = kForever;  // longest wait without progress

    PublishOptions publish;
    DeliverOptions deliver;
};

// The exit code if there is nothing more to do: help was printed, or an error.
tools::Status parse_options(int argc, char** argv, Options& options);

}  // namespace ringpipe::ringcat
