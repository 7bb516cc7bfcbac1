// Lines from a descriptor straight into a ring.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

class Pipe {
public:
    Pipe() { REQUIRE(pipe2(ends_.data(), O_CLOEXEC) == 0); }
    ~Pipe() {
        close_writing();
        close(ends_[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void put(std::string_view text) {
        REQUIRE(write(ends_[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    void close_writing() {
        if (ends_[1] >= 0) close(ends_[1]);
        ends_[1] = -1;
    }
    [[nodiscard]] int reading() const { return ends_[0]; }
    [[nodiscard]] int left() const {
        int bytes = -1;
        ioctl(ends_[0], FIONREAD, &bytes);
        return bytes;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

// A pipe, a ring, and what is to be drawn from the one into the other.
class Drawing {
public:
    explicit Drawing(const RingOptions& options = small())
        : ring_(options), writer_(open_writer(*ring_)), reader_(open_reader(*ring_)) {}

    Push draw(std::string_view before = {}, std::uint64_t most = 1000, const Mark& mark = {}) {
        rest_.assign(most, std::byte{0});
        const Draw wanted{pipe.reading(), most, '\n', bytes_of(before), rest_};
        return writer_.draw_lines(wanted, drawn, mark);
    }
    [[nodiscard]] std::string rest() const {
        return text_of(std::span(rest_).first(static_cast<std::size_t>(drawn.rest)));
    }
    Writer& writer() { return writer_; }
    Reader& reader() { return reader_; }

    Pipe pipe;
    Drawn drawn;

private:
    ScratchRing ring_;
    Writer writer_;
    Reader reader_;
    std::vector<std::byte> rest_;
};

// Where pipes can be read so: Linux 6.4.
bool can_draw() {
    Drawing drawing;
    drawing.pipe.put("a\n");
    if (drawing.draw() == Push::kPublished && drawing.drawn.error != EOPNOTSUPP) return true;
    skip("draw", "this kernel cannot read a pipe with RWF_NOWAIT");
    return false;
}

}  // namespace

TEST_CASE("lines are drawn as they lie in the pipe, and what follows is left over", "[draw]") {
    if (!can_draw()) return;
    Drawing drawing;
    drawing.pipe.put("one\ntwo\nthr");
    REQUIRE(drawing.draw({}, 1000, Mark{7, 8, false}) == Push::kPublished);
    CHECK(drawing.drawn.read == 11);
    CHECK(drawing.drawn.lines == 2);
    CHECK(drawing.rest() == "thr");
    drawing.pipe.put("ee\n");
    REQUIRE(drawing.draw("thr") == Push::kPublished);
    CHECK(drawing.drawn.lines == 1);
    CHECK(drawing.drawn.rest == 0);
    Batch batch;
    REQUIRE(drawing.reader().next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.kind == FrameKind::kLines);
    CHECK(batch.tag == 7);
    CHECK(batch.time_ns == 8);
    CHECK(take_all(drawing.reader()) == "one\n two\n three\n <empty>");
}

TEST_CASE("a line that has not ended is left over and not published", "[draw]") {
    if (!can_draw()) return;
    Drawing drawing;
    drawing.pipe.put("beg");
    REQUIRE(drawing.draw() == Push::kPublished);
    CHECK(drawing.drawn.read == 3);
    CHECK(drawing.drawn.lines == 0);
    CHECK(drawing.rest() == "beg");
    CHECK(drawing.writer().next_sequence() == 0);
}

TEST_CASE("where nothing has come, or nothing will, nothing is drawn", "[draw]") {
    if (!can_draw()) return;
    Drawing drawing;
    REQUIRE(drawing.draw() == Push::kPublished);
    CHECK(drawing.drawn.read == 0);
    CHECK(drawing.drawn.error == EAGAIN);
    drawing.pipe.close_writing();
    REQUIRE(drawing.draw() == Push::kPublished);
    CHECK(drawing.drawn.read == 0);
    CHECK(drawing.drawn.error == 0);
    CHECK(drawing.writer().next_sequence() == 0);
}

TEST_CASE("a full ring leaves the input alone", "[draw]") {
    if (!can_draw()) return;
    Drawing drawing;
    fill(drawing.writer());
    drawing.pipe.put("one\n");
    CHECK(drawing.draw() == Push::kFull);
    CHECK(drawing.pipe.left() == 4);
}

TEST_CASE("more than a frame of lines holds is refused before it is read", "[draw]") {
    Drawing drawing;
    drawing.pipe.put("one\n");
    CHECK(drawing.draw("", drawing.writer().largest_lines() + 1) == Push::kTooLarge);
    CHECK(drawing.draw("x", drawing.writer().largest_lines()) == Push::kTooLarge);
    Draw without_rest{drawing.pipe.reading(), 100, '\n', {}, {}};
    CHECK(drawing.writer().draw_lines(without_rest, drawing.drawn) == Push::kTooLarge);
    CHECK(drawing.pipe.left() == 4);
}

TEST_CASE("what cannot be read says so, and nothing is published", "[draw]") {
    Drawing drawing;
    std::vector<std::byte> rest(100);
    const Draw nowhere{-1, 100, '\n', {}, rest};
    REQUIRE(drawing.writer().draw_lines(nowhere, drawing.drawn) == Push::kPublished);
    CHECK(drawing.drawn.error == EBADF);
    CHECK(drawing.drawn.read == 0);
    push(drawing.writer(), "after it");
    CHECK(take(drawing.reader()) == "after it");
}

TEST_CASE("drawn lines carry a checksum where records do", "[draw]") {
    if (!can_draw()) return;
    RingOptions options = small();
    options.checksums = true;
    Drawing drawing(options);
    for (int i = 0; i < 1000; ++i) {
        drawing.pipe.put("checked\nrest");
        REQUIRE(drawing.draw(i == 0 ? "" : "rest") == Push::kPublished);
        REQUIRE(drawing.drawn.lines == 1);
        REQUIRE(take(drawing.reader()) == (i == 0 ? "checked\n" : "restchecked\n"));
    }
}
