// The explorer: plays a scenario in every order that its limits allow, over the real core.
//
// How to add a test of a guard. Name the guard in core/guard.h and put the line it stands for
// behind `if constexpr (Memory::keeps(Guard::kX))`. Then find a scenario in the *_test.cpp files in
// which the line matters, or write one: a class template over the memory policy with `kLimits` and
// a `play(Stage&)` that sets a ring, what happened before, and two or three actors, each a few
// lines of Writing and Reading, which check all that they are told. Keep it small: what matters
// must be reached with two preemptions, and a scenario of a hundred points has ten thousand such
// executions. Last, a test case
//
//     TEST_CASE("what goes wrong without it", "[model]") {
//         CHECK(is_sound<Scenario>());
//         CHECK(breaks_without<Scenario, Guard::kX>());
//     }
//
// and its name in guard_test.cpp, which fails for a guard that no test takes out. breaks_without()
// fails when nothing went wrong: then the guard is none, or the scenario does not need it. When
// is_sound() fails it prints what went wrong, the turns taken and the last steps of that execution;
// to see these of a guard that is out, run the test with -s. The same turns are taken whenever the
// test runs again.
//
// What is modelled: any switch between actors, store buffers as on x86 (StoreBuffer), large copies
// that pass buffered stores, kills at any step, the kernel's locks, futexes and time. Not: loads
// that are done early, and stores that overtake each other; there the orders in the code must do.
#pragma once

#include <functional>
#include <ostream>
#include <set>
#include <string>

#include "model/schedule.h"
#include "model/stage.h"
#include "model/stepped.h"

namespace ringpipe::model {

struct Outcome {
    std::string violation;  // of the first execution in which something was wrong
    std::string turns;      // that led there
    std::string steps;      // the last ones before it
    long executions = 0;
    bool complete = true;  // all within the limits were played
};

// Few preemptions come first, so that what is found is short.
Outcome explore(const Limits& limits, const std::function<void(Stage&)>& play);

// The guards that some test takes out; guard_test.cpp compares them with all.
std::set<Guard>& guards_taken_out();

template <Guard kGuard>
struct TakenOut {
    static inline const bool noted = guards_taken_out().insert(kGuard).second;
};

// For CHECK(): prints what was found when it is not what was expected.
struct Claim {
    bool holds = false;
    Outcome outcome;

    explicit operator bool() const { return holds; }
    friend std::ostream& operator<<(std::ostream& out, const Claim& claim);
};

template <template <class> class Scenario>
Claim is_sound() {
    static const Outcome outcome = explore(Scenario<Stepped<>>::kLimits,
                                           [](Stage& stage) { Scenario<Stepped<>>::play(stage); });
    return {outcome.violation.empty(), outcome};
}

template <template <class> class Scenario, Guard kGuard>
Claim breaks_without() {
    using Broken = Stepped<kGuard>;
    static_cast<void>(TakenOut<kGuard>::noted);
    Outcome outcome =
        explore(Scenario<Broken>::kLimits, [](Stage& stage) { Scenario<Broken>::play(stage); });
    return {!outcome.violation.empty(), outcome};
}

}  // namespace ringpipe::model
