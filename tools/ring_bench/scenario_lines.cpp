// lines: a file of log lines through ringcat, against cat and tee; the programs themselves, as a
// shell would start them.
//
// The output goes to /dev/null while the clock runs. Before that, in a run that is not timed, it
// goes to a file that is compared with the input, byte by byte, and each process is looked at when
// it ends, for the memory that it had.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "ring_bench/case.h"
#include "ring_bench/shell_script.h"
#include "ringpipe/ring.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kFileBytes = 64 * 1024 * 1024;
constexpr std::uint64_t kTourBytes = 32 * 1024 * 1024;

// The ringcat beside this program, else the first one in PATH, else empty.
std::string ringcat_path() {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    std::string folders = self.parent_path().string();
    if (const char* path = std::getenv("PATH")) folders += std::string(":") + path;
    std::istringstream all(folders);
    for (std::string folder; std::getline(all, folder, ':');) {
        const std::string program = (folder.empty() ? "." : folder) + "/ringcat";
        if (::access(program.c_str(), X_OK) == 0) return program;
    }
    return {};
}

struct Input {
    std::string path;
    std::uint64_t lines = 0;
    std::uint64_t bytes = 0;
};

struct Amount {
    std::uint64_t bytes = 0;
    std::uint64_t lines = 0;  // not 0: counts instead
};

// No two lines alike. No bytes: it could not be written.
Input write_input(const std::string& directory, const Amount& amount) {
    Input input{directory + "/lines", 0, 0};
    std::ofstream file(input.path, std::ios::binary);
    while (amount.lines != 0 ? input.lines < amount.lines : input.bytes < amount.bytes) {
        const std::uint64_t n = input.lines++;
        const auto line = fmt::format(
            "2026-11-21T03:{:02}:{:02}.{:06}Z host{:02} app[{}]: level=info request={} "
            "path=/v1/items/{} status=200\n",
            n / 60 % 60, n % 60, n % 1'000'000, n % 17, 1000 + n % 7, n, n * 7919 % 100'003);
        file << line;
        input.bytes += line.size();
    }
    if (!file.flush()) input.bytes = 0;
    return input;
}

bool same_bytes(const std::string& a, const std::string& b) {
    std::ifstream first(a, std::ios::binary);
    std::ifstream second(b, std::ios::binary);
    std::vector<char> one(1 << 20);
    std::vector<char> two(1 << 20);
    while (first && second) {
        first.read(one.data(), std::ssize(one));
        second.read(two.data(), std::ssize(two));
        if (first.gcount() != second.gcount()) return false;
        if (!std::equal(one.begin(), one.begin() + first.gcount(), two.begin())) return false;
    }
    return first.eof() && second.eof();
}

struct Pipeline {
    std::string script;
    std::uint32_t outputs;  // $out.1, $out.2 ... are compared with the input
};

// Names beside /dev/null, so that the very same script can be used.
bool link_to_nothing(const std::vector<std::string>& files, std::string& problem) {
    for (const std::string& file : files) {
        if (::symlink("/dev/null", file.c_str()) == 0) continue;
        problem = std::strerror(errno);
        return false;
    }
    return true;
}

// How long the writer waited for room in the ring that the script has left, which goes.
std::optional<double> blocked_seconds(const std::string& path) {
    const auto name = RingName::parse(path);
    const auto ring = name ? Ring::open(*name) : Result<Ring>(name.error());
    if (!ring) return std::nullopt;
    const auto snapshot = look(*ring);
    static_cast<void>(Ring::remove(*name, true));
    if (!snapshot) return std::nullopt;
    return static_cast<double>(snapshot->blocked_ns) / 1e9;
}

void add_use(Round& round, const ScriptUse& timed, const ScriptUse& watched) {
    round.problem = timed.problem;
    round.seconds = timed.seconds;
    round.processor_seconds = timed.processor_seconds;
    round.switches = timed.switches;
    round.system_calls = timed.system_calls;
    round.peak_bytes = watched.peak_bytes;
    round.private_bytes = watched.private_bytes;
}

Round run_pipeline(const Pipeline& pipeline, const Amount& amount, const Conditions& conditions) {
    Round round;
    const std::string& directory = conditions.directory;
    const std::string ringcat = ringcat_path();
    if (ringcat.empty()) {
        round.problem = "there is no ringcat beside ring_bench, nor in PATH";
        return round;
    }
    const Input input = write_input(directory, amount);
    if (input.bytes == 0) {
        round.problem = "no room for its input in " + directory;
        return round;
    }
    const std::vector<std::pair<std::string, std::string>> variables = {
        {"in", input.path}, {"out", directory + "/out"}, {"dir", directory}, {"ringcat", ringcat}};
    std::vector<std::string> outputs;
    for (std::uint32_t i = 1; i <= pipeline.outputs; ++i) {
        outputs.push_back(fmt::format("{}/out.{}", directory, i));
    }
    ScriptUse watched = run_script(pipeline.script, variables, LookAt::kMemory);
    // Some programs cannot end while they are traced.
    if (!watched.problem.empty()) watched = run_script(pipeline.script, variables, LookAt::kCost);
    round.problem = watched.problem;
    for (const std::string& file : outputs) {
        if (round.problem.empty() && !same_bytes(input.path, file)) ++round.errors;
        ::unlink(file.c_str());
    }
    static_cast<void>(blocked_seconds(directory + "/lines-ring"));
    if (round.problem.empty() && link_to_nothing(outputs, round.problem)) {
        add_use(round, run_script(pipeline.script, variables, LookAt::kCost), watched);
    }
    const auto blocked = blocked_seconds(directory + "/lines-ring");
    if (blocked && round.seconds > 0) round.blocked_ratio = *blocked / round.seconds;
    for (const std::string& file : outputs) ::unlink(file.c_str());
    ::unlink(input.path.c_str());
    round.records = input.lines;
    round.bytes = input.bytes;
    round.delivered = input.lines * pipeline.outputs;
    return round;
}

Case lines_case(const Plan& plan, std::string name,
                const std::vector<std::pair<std::string, Pipeline>>& pipelines) {
    Case made{"lines", std::move(name), Figure::kRate, basic_workload(plan), {}};
    made.workload.capacity = 16 * 1024 * 1024;
    made.workload.record_bytes = 0;
    const Amount amount{plan.tour ? kTourBytes : kFileBytes, plan.records};
    for (const auto& [system, pipeline] : pipelines) {
        made.variants.push_back({system, [pipeline = pipeline, amount](const Conditions& how) {
                                     return run_pipeline(pipeline, amount, how);
                                 }});
    }
    return made;
}

}  // namespace

std::vector<Case> lines_cases(const Plan& plan) {
    // Readers wait long: one that gave up, on a machine that was stopped, would leave the writer
    // waiting for it. Not for ever: the writer may fail.
    constexpr const char* kOurs =
        "r=$dir/lines-ring; rm -rf $r.ring; \"$ringcat\" -q --wait=10m $r >$out.1 & "
        "\"$ringcat\" -q -w $r <$in && wait $!";
    constexpr const char* kOursFanOut =
        "r=$dir/lines-ring; rm -rf $r.ring; p=; for n in 1 2 3; do "
        "\"$ringcat\" -q --wait=10m $r >$out.$n & p=\"$p $!\"; done; "
        "\"$ringcat\" -q -w --readers 3 $r <$in || exit; "
        "for n in $p; do wait $n || exit; done";
    constexpr const char* kTee =
        "cd $dir && rm -f fifo.1 fifo.2 && mkfifo fifo.1 fifo.2 && "
        "{ cat fifo.1 >$out.1 & cat fifo.2 >$out.2 & "
        "tee fifo.1 fifo.2 <$in | cat >$out.3; wait; rm -f fifo.1 fifo.2; }";
    constexpr const char* kOursPiped =
        "r=$dir/lines-ring; rm -rf $r.ring; { \"$ringcat\" -q --wait=10m $r | cat >$out.1; } & "
        "cat <$in | \"$ringcat\" -q -w $r && wait $!";
    return {
        lines_case(plan, "file to one reader",
                   {{"ring", {kOurs, 1}}, {"cat", {"cat <$in | cat >$out.1", 1}}}),
        lines_case(plan, "pipe to pipe",
                   {{"ring", {kOursPiped, 1}}, {"cat", {"cat <$in | cat | cat >$out.1", 1}}}),
        lines_case(plan, "file to 3 readers", {{"ring", {kOursFanOut, 3}}, {"tee", {kTee, 3}}}),
    };
}

}  // namespace ringpipe::ring_bench
