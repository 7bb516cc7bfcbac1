// lines: a file of log lines through ringcat, against cat and tee; the programs themselves, as a
// shell would start them.
//
// The output goes to /dev/null while the clock runs. The first round is not timed: there it goes to
// a file that is compared with the input, byte by byte.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "ring_bench/case.h"
#include "ring_bench/clock.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kFileBytes = 64 * 1024 * 1024;
constexpr std::uint64_t kTourBytes = 32 * 1024 * 1024;

// The ringcat beside this program, else the one on PATH.
std::string ringcat_path() {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto beside = self.parent_path() / "ringcat";
    return std::filesystem::exists(beside, ignored) ? beside.string() : "ringcat";
}

struct Input {
    std::string path;
    std::uint64_t lines = 0;
    std::uint64_t bytes = 0;
};

// How long it is: whichever comes first.
struct Length {
    std::uint64_t lines;
    std::uint64_t bytes;
};

// No two lines alike.
Input write_input(const std::string& directory, const Length& most) {
    Input input{directory + "/lines", 0, 0};
    std::ofstream file(input.path, std::ios::binary);
    while (input.lines < most.lines && input.bytes < most.bytes) {
        const std::uint64_t n = input.lines++;
        const auto line = fmt::format(
            "2026-11-21T03:{:02}:{:02}.{:06}Z host{:02} app[{}]: level=info request={} "
            "path=/v1/items/{} status=200\n",
            n / 60 % 60, n % 60, n % 1'000'000, n % 17, 1000 + n % 7, n, n * 7919 % 100'003);
        file << line;
        input.bytes += line.size();
    }
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

// Runs `script` with $in, $out, $dir and $ringcat set, and waits for it and what it started.
bool run_script(const std::string& script, const std::string& directory, const std::string& in,
                const std::string& out, std::string& problem) {
    const pid_t child = ::fork();
    if (child < 0) {
        problem = std::strerror(errno);
        return false;
    }
    if (child == 0) {
        ::setenv("in", in.c_str(), 1);
        ::setenv("out", out.c_str(), 1);
        ::setenv("dir", directory.c_str(), 1);
        ::setenv("ringcat", ringcat_path().c_str(), 1);
        ::execl("/bin/sh", "sh", "-c", script.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    problem = fmt::format("the commands failed with status {}", WEXITSTATUS(status));
    return false;
}

double children_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

struct Pipeline {
    std::string script;
    std::uint32_t outputs;  // $out.1, $out.2 ... are compared with the input
};

Round run_pipeline(const Pipeline& pipeline, const Length& length, const Conditions& conditions) {
    Round round;
    const Input input = write_input(conditions.directory, length);
    const std::string out = conditions.directory + "/out";
    if (!run_script(pipeline.script, conditions.directory, input.path, out, round.problem)) {
        return round;
    }
    for (std::uint32_t i = 1; i <= pipeline.outputs; ++i) {
        const std::string file = fmt::format("{}.{}", out, i);
        if (!same_bytes(input.path, file)) ++round.errors;
        ::unlink(file.c_str());
    }
    // Names beside /dev/null, so that the very same script can be used.
    for (std::uint32_t i = 1; i <= pipeline.outputs; ++i) {
        if (::symlink("/dev/null", fmt::format("{}.{}", out, i).c_str()) != 0) {
            round.problem = std::strerror(errno);
        }
    }
    const double seconds_before = children_seconds();
    const std::uint64_t start_ns = now_ns();
    run_script(pipeline.script, conditions.directory, input.path, out, round.problem);
    round.seconds = static_cast<double>(now_ns() - start_ns) / 1e9;
    round.processor_seconds = children_seconds() - seconds_before;
    for (std::uint32_t i = 1; i <= pipeline.outputs; ++i) {
        ::unlink(fmt::format("{}.{}", out, i).c_str());
    }
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
    const Length length = plan.records != 0
                              ? Length{plan.records, UINT64_MAX}
                              : Length{UINT64_MAX, plan.tour ? kTourBytes : kFileBytes};
    for (const auto& [system, pipeline] : pipelines) {
        made.variants.push_back({system, [pipeline = pipeline, length](const Conditions& how) {
                                     return run_pipeline(pipeline, length, how);
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
        "\"$ringcat\" -q -w $r <$in && wait $! && rm -rf $r.ring";
    constexpr const char* kOursFanOut =
        "r=$dir/lines-ring; rm -rf $r.ring; p=; for n in 1 2 3; do "
        "\"$ringcat\" -q --wait=10m $r >$out.$n & p=\"$p $!\"; done; "
        "\"$ringcat\" -q -w --readers 3 $r <$in || exit; "
        "for n in $p; do wait $n || exit; done; rm -rf $r.ring";
    constexpr const char* kTee =
        "cd $dir && rm -f fifo.1 fifo.2 && mkfifo fifo.1 fifo.2 && "
        "{ cat fifo.1 >$out.1 & cat fifo.2 >$out.2 & "
        "tee fifo.1 fifo.2 <$in | cat >$out.3; wait; rm -f fifo.1 fifo.2; }";
    constexpr const char* kOursPiped =
        "r=$dir/lines-ring; rm -rf $r.ring; { \"$ringcat\" -q --wait=10m $r | cat >$out.1; } & "
        "cat <$in | \"$ringcat\" -q -w $r && wait $! && rm -rf $r.ring";
    return {
        lines_case(plan, "file to one reader",
                   {{"ring", {kOurs, 1}}, {"cat", {"cat <$in | cat >$out.1", 1}}}),
        lines_case(plan, "pipe to pipe",
                   {{"ring", {kOursPiped, 1}}, {"cat", {"cat <$in | cat | cat >$out.1", 1}}}),
        lines_case(plan, "file to 3 readers", {{"ring", {kOursFanOut, 3}}, {"tee", {kTee, 3}}}),
    };
}

}  // namespace ringpipe::ring_bench
