// Feed: the streams that are published, and waiting for the next of them that has something.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "common/exit_code.h"
#include "ringcat/input.h"

namespace ringpipe::ringcat {

// One input and how far it was looked at.
struct Stream {
    Input input;
    std::size_t unfinished = 0;  // bytes at the start of what is unread that hold no delimiter
};

class Feed {
public:
    virtual ~Feed() = default;

    // Called once, when somebody is there to publish for. The exit code if it cannot begin.
    virtual tools::Status begin() { return std::nullopt; }

    // Reads once from a stream that has something: `from`. kEnd is that of this stream; with
    // kTimeout, kStopped, kFailed and kGone `from` may be null.
    virtual Input::Got read_more(std::size_t most, Stream*& from) = 0;

    // The only stream, if it may also be read without its buffer.
    [[nodiscard]] virtual Stream* straight() { return nullptr; }

    // Whether all streams have ended.
    [[nodiscard]] virtual bool over() const = 0;

    // The error number of kFailed.
    [[nodiscard]] virtual int error() const = 0;

    // What messages call it.
    [[nodiscard]] virtual std::string name() const = 0;

    // At the end: how many bytes were read, and can be given back to nobody.
    virtual std::size_t left_over() = 0;
};

// Standard input.
class StdinFeed : public Feed {
public:
    StdinFeed(std::uint64_t timeout_ns, Gone gone)
        : stream_{Input(STDIN_FILENO, timeout_ns, std::move(gone))} {}

    Input::Got read_more(std::size_t most, Stream*& from) override {
        from = &stream_;
        const Input::Got got = stream_.input.read_more(most);
        over_ = over_ || got == Input::Got::kEnd;
        return got;
    }
    [[nodiscard]] Stream* straight() override {
        return stream_.input.is_file() ? &stream_ : nullptr;
    }
    [[nodiscard]] bool over() const override { return over_; }
    [[nodiscard]] int error() const override { return stream_.input.error(); }
    [[nodiscard]] std::string name() const override { return "stdin"; }
    std::size_t left_over() override {
        return stream_.input.give_back() ? 0 : stream_.input.unread().size();
    }

private:
    Stream stream_;
    bool over_ = false;
};

}  // namespace ringpipe::ringcat
