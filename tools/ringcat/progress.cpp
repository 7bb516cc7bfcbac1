// Progress: a line on standard error that tells how far we are: all the time (-p), at SIGUSR1.
#include "ringcat/progress.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/diagnostics.h"
#include "common/quiet_thread.h"
#include "ringcat/progress_line.h"
#include "ringcat/readiness.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ringcat::progress {
namespace {

constexpr int kRedrawMs = 1000;
constexpr int kLineMs = 10'000;

// Counts that order nothing: relaxed everywhere.
std::atomic<std::uint64_t> g_records{0};
std::atomic<std::uint64_t> g_bytes{0};
std::atomic<std::uint64_t> g_records_in_all{0};  // 0: not known
std::atomic<bool> g_requested{false};
std::atomic<bool> g_over{false};
int g_event = -1;  // readable: there is something to tell, or an end to it

std::mutex g_ring_mutex;
const Ring* g_ring = nullptr;

void wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(g_event, &one, sizeof one);
}

void on_request(int) {
    const int saved = errno;
    request();
    errno = saved;
}

// What of standard input is still to come, if that is a file.
std::uint64_t bytes_to_come() {
    struct stat status {};
    if (fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    const off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
    return at >= 0 && status.st_size > at ? static_cast<std::uint64_t>(status.st_size - at) : 0;
}

struct Moment {
    std::uint64_t ns = monotonic_ns();
    std::uint64_t records = g_records.load(std::memory_order_relaxed);
    std::uint64_t bytes = g_bytes.load(std::memory_order_relaxed);
};

class Telling {
public:
    explicit Telling(const Options& options)
        : ring_(options.ring.given),
          all_the_time_(options.progress && !options.quiet),
          redraws_(all_the_time_ && isatty(STDERR_FILENO) == 1 && !tools::errors_are_json()),
          bytes_in_all_(options.write && options.publish.command.empty() ? bytes_to_come() : 0) {}

    void run() {
        const int pause_ms = !all_the_time_ ? -1 : redraws_ ? kRedrawMs : kLineMs;
        std::uint64_t due_ns = start_.ns + static_cast<std::uint64_t>(pause_ms) * 1'000'000;
        while (!g_over.load(std::memory_order_relaxed)) {
            wait_until(pause_ms < 0 ? kForever : due_ns);
            if (g_requested.exchange(false, std::memory_order_relaxed)) tell(false, start_);
            if (pause_ms < 0 || monotonic_ns() < due_ns) continue;
            const Moment now;
            tell(redraws_, last_);
            last_ = now;
            due_ns = now.ns + static_cast<std::uint64_t>(pause_ms) * 1'000'000;
        }
        if (!all_the_time_) return;
        ended_ = true;
        tell(false, start_);
    }

    void say_why_not() const {
        if (all_the_time_) tools::notice(ring_, "no progress is told: there is no thread for it");
    }

private:
    static void wait_until(std::uint64_t due_ns) {
        pollfd event{g_event, POLLIN, 0};
        int timeout_ms = -1;
        if (due_ns != kForever) {
            const std::uint64_t now_ns = monotonic_ns();
            const std::uint64_t left_ns = due_ns - std::min(due_ns, now_ns);
            timeout_ms = static_cast<int>((left_ns + 999'999) / 1'000'000);
        }
        if (::poll(&event, 1, timeout_ms) <= 0) return;
        std::uint64_t times = 0;
        [[maybe_unused]] const ssize_t got = ::read(g_event, &times, sizeof times);
    }

    // The rates are those since `before`.
    void tell(bool redraw, const Moment& before) const {
        const ProgressLine line = line_since(before);
        if (tools::errors_are_json()) {
            tools::say_json(line.json(ring_));
        } else if (redraw) {
            tools::draw(ring_, line.text());
        } else {
            tools::tell(ring_, line.text());
        }
    }

    [[nodiscard]] ProgressLine line_since(const Moment& before) const {
        const Moment now;
        ProgressLine line;
        line.records = now.records;
        line.bytes = now.bytes;
        line.seconds = seconds_between(start_, now);
        const double passed = std::max(seconds_between(before, now), 1e-9);
        line.record_rate = static_cast<double>(now.records - before.records) / passed;
        line.byte_rate = static_cast<double>(now.bytes - before.bytes) / passed;
        line.fill_ratio = fill_ratio();
        const std::uint64_t records = g_records_in_all.load(std::memory_order_relaxed);
        double done = 0;
        if (records != 0) done = static_cast<double>(now.records) / static_cast<double>(records);
        if (bytes_in_all_ != 0) {
            done =
                std::max(done, static_cast<double>(now.bytes) / static_cast<double>(bytes_in_all_));
        }
        if (records == 0 && bytes_in_all_ == 0) return line;
        line.done_ratio = std::min(done, 1.0);
        if (done > 0 && done < 1 && !ended_) line.eta_seconds = line.seconds / done * (1 - done);
        return line;
    }

    static double seconds_between(const Moment& then, const Moment& now) {
        return static_cast<double>(now.ns - then.ns) / 1e9;
    }

    static std::optional<double> fill_ratio() {
        const std::lock_guard lock(g_ring_mutex);
        if (g_ring == nullptr) return std::nullopt;
        const auto seen = look(*g_ring);
        if (!seen) return std::nullopt;
        return seen->fill_ratio;
    }

    const std::string ring_;
    const bool all_the_time_;
    const bool redraws_;
    const std::uint64_t bytes_in_all_;
    const Moment start_{};
    Moment last_ = start_;
    bool ended_ = false;
};

std::optional<Telling> g_telling;
std::thread g_thread;  // if it could be had

void start() {
    if (!g_telling || g_thread.joinable()) return;
    g_thread = tools::quiet_thread([] { g_telling->run(); });
    if (g_thread.joinable()) return;
    g_telling->say_why_not();
    g_telling.reset();
}

}  // namespace

Teller::Teller(const Options& options) {
    if (options.count != kForever) expect(options.count);
    g_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (g_event < 0) return;
    g_telling.emplace(options);
    // A process that has two threads when it attaches as a writer waits there for 15 ms, for the
    // kernel to have all processors know that it accepts barriers.
    if (!options.write) start();

    struct sigaction action {};
    sigaction(SIGUSR1, nullptr, &action);
    if (action.sa_handler == SIG_IGN) return;
    action = {};
    action.sa_handler = on_request;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
}

Teller::~Teller() {
    if (!g_thread.joinable()) return;
    g_over.store(true, std::memory_order_relaxed);
    wake();
    g_thread.join();
}

Gauge::Gauge(const Ring& ring) {
    {
        const std::lock_guard lock(g_ring_mutex);
        g_ring = &ring;
    }
    start();
}

Gauge::~Gauge() {
    const std::lock_guard lock(g_ring_mutex);
    g_ring = nullptr;
}

void add(std::uint64_t records, std::uint64_t bytes) {
    g_records.store(g_records.load(std::memory_order_relaxed) + records, std::memory_order_relaxed);
    g_bytes.store(g_bytes.load(std::memory_order_relaxed) + bytes, std::memory_order_relaxed);
}

void expect(std::uint64_t records) {
    g_records_in_all.store(records, std::memory_order_relaxed);
}

void request() {
    g_requested.store(true, std::memory_order_relaxed);
    wake();
}

}  // namespace ringpipe::ringcat::progress
