// Schedule: the turns that one execution takes, and which execution comes next.
//
// Whenever an execution could go on in more than one way it asks here. Depth-first, executions
// that differ in their last turn come one after another, until all were there; at random, most
// turns are "go on" and some are not, by a seed. Either way the same turns give the same execution.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ringpipe::model {

// How far to explore.
struct Limits {
    int preemptions = 2;  // switches from an actor that could have gone on
    int delays = 1;       // how many of them leave stores in the buffer that a load has passed
    int kills = 0;        // actors killed
    long executions = 200'000;  // depth-first, at most
    long random = 0;            // executions with random turns after these
    int random_preemptions = 6;
    std::uint64_t seed = 1;
};

class Schedule {
public:
    // The next execution takes the turns that were recorded, and 0 after them.
    void restart() { at_ = 0; }

    // From here on, random turns: other than 0 once in `rarely` times.
    void randomize(std::uint64_t seed, std::uint64_t rarely);

    // One of `options`. Where the choice is not `free`, 0 means to go on as if there were none.
    int choose(int options, bool free);

    // The next execution depth-first; false when there is none.
    bool advance();

    void clear() { turns_.clear(); }
    [[nodiscard]] std::size_t length() const { return turns_.size(); }
    [[nodiscard]] std::string text() const;  // the turns that are not 0, "index:turn"

private:
    struct Turn {
        std::uint16_t taken;
        std::uint16_t options;
    };

    std::uint64_t draw();

    std::vector<Turn> turns_;
    std::size_t at_ = 0;
    std::uint64_t state_ = 0;   // of the random numbers
    std::uint64_t rarely_ = 0;  // 0: not random
};

}  // namespace ringpipe::model
