// Reading ahead: what comes out is the file, however fast or slow its reader is.
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "ringcat/read_ahead.h"

using namespace ringpipe::ringcat;

namespace {

class File {
public:
    explicit File(std::size_t size) : text_(size, '\0') {
        std::minstd_rand random(7);
        for (char& byte : text_) byte = static_cast<char>(random());
        char path[] = "/tmp/ringpipe-test-XXXXXX";
        fd_ = mkstemp(path);
        REQUIRE(fd_ >= 0);
        unlink(path);
        REQUIRE(pwrite(fd_, text_.data(), size, 0) == static_cast<ssize_t>(size));
    }
    ~File() { close(fd_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] off_t size() const { return static_cast<off_t>(text_.size()); }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
    int fd_ = -1;
};

// Reads a file as Input does; `before_each` is called before each look at what was read ahead.
template <class BeforeEach>
std::string read_all(const File& file, ReadAhead& ahead, BeforeEach before_each,
                     std::size_t& taken) {
    std::string out;
    bool in_use = false;
    bool goes_on = true;
    const auto read_to = [&](std::size_t end) {
        std::vector<char> own(end - out.size());
        const ssize_t got =
            pread(file.fd(), own.data(), own.size(), static_cast<off_t>(out.size()));
        REQUIRE(got >= 0);
        out.append(own.data(), static_cast<std::size_t>(got));
    };
    while (out.size() < file.text().size()) {
        if (!goes_on || ahead.next() > static_cast<off_t>(out.size())) {
            const auto next = static_cast<std::size_t>(ahead.next());
            read_to(goes_on ? std::min(next, file.text().size()) : file.text().size());
            continue;
        }
        before_each();
        if (!ahead.is_there()) {
            ahead.skip();
            continue;
        }
        const ReadAhead::Block block = ahead.take();
        REQUIRE(block.offset == static_cast<off_t>(out.size()));
        if (in_use) ahead.give_back();  // of two, the first
        in_use = true;
        out.append(reinterpret_cast<const char*>(block.bytes), block.size);
        goes_on = block.size == ReadAhead::kBlock;
        ++taken;
        if (out.size() % 3 == 0) {
            ahead.give_back();
            in_use = false;
        }
    }
    return out;
}

void nap(int us) {
    std::this_thread::sleep_for(std::chrono::microseconds(us));
}

}  // namespace

TEST_CASE("what is read ahead and what is not make up the file", "[ahead][threads]") {
    const File file(30'000'011);
    const auto ahead = ReadAhead::start(file.fd(), 0, file.size());
    if (!ahead) {
        WARN("skip: reading ahead: one processor");
        return;
    }
    std::size_t taken = 0;
    SECTION("in no hurry") {
        const auto until_there = [&] {
            for (int i = 0; i < 10'000 && !ahead->is_there(); ++i) nap(100);
        };
        CHECK(read_all(file, *ahead, until_there, taken) == file.text());
        CHECK(taken >= 2 * file.text().size() / ReadAhead::kBlock / 3);
    }
    SECTION("as fast as it goes") {
        CHECK(read_all(
                  file, *ahead, [] {}, taken) == file.text());
    }
    SECTION("at random") {
        std::minstd_rand random(7);
        const auto at_times = [&] {
            if (random() % 3 == 0) nap(static_cast<int>(random() % 1000));
        };
        CHECK(read_all(file, *ahead, at_times, taken) == file.text());
    }
    SECTION("with a stall, in which the thread goes to sleep") {
        int blocks = 0;
        const auto stall = [&] { nap(++blocks == 3 ? 50'000 : 300); };
        CHECK(read_all(file, *ahead, stall, taken) == file.text());
        CHECK(taken > 0);
    }
    SECTION("which nobody reads to its end") {
        nap(20'000);
        CHECK(ahead->next() == static_cast<off_t>(ReadAhead::kBlock));
    }
}

TEST_CASE("a file that becomes shorter ends where it ends", "[ahead]") {
    const File file(20'000'000);
    const auto ahead = ReadAhead::start(file.fd(), 0, file.size());
    if (!ahead) return;
    REQUIRE(ftruncate(file.fd(), static_cast<off_t>(ReadAhead::kBlock + 100)) == 0);
    for (int i = 0; i < 10'000 && !ahead->is_there(); ++i) nap(100);
    REQUIRE(ahead->is_there());
    const ReadAhead::Block block = ahead->take();
    // It may have been read before.
    CHECK((block.size == 100 || block.size == ReadAhead::kBlock));
}

TEST_CASE("a small file is not worth a thread", "[ahead]") {
    const File file(100'000);
    CHECK(ReadAhead::start(file.fd(), 0, file.size()) == nullptr);
}
