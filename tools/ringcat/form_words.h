// The words that say in which form records go out: which of them go together.
#pragma once

#include <optional>

#include "common/exit_code.h"
#include "ringcat/options.h"

namespace ringpipe::ringcat {

// Output that is not plain. `refuse(word, problem)` says what is wrong and returns the exit code.
template <class Refuse>
tools::Status check_form(const Options& options, Refuse refuse) {
    const DeliverOptions& deliver = options.deliver;
    const bool len32 = options.framing == Framing::kLen32;
    if (len32 && deliver.json) return refuse("--json", "contradicts --framing len32");
    if (len32 && deliver.mark_gaps) return refuse("--mark-gaps", "contradicts --framing len32");
    if (!deliver.each) return std::nullopt;
    constexpr const char* kOnly = "is for standard output and archives, not for --each";
    if (deliver.json) return refuse("--json", kOnly);
    if (deliver.mark_gaps) return refuse("--mark-gaps", kOnly);
    if (len32) return refuse("--framing len32", kOnly);
    return std::nullopt;
}

}  // namespace ringpipe::ringcat
