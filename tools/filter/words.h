// The words that say which records pass, --where, --pick and --invalid: what they mean.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "filter/query.h"
#include "filter/sieve.h"

namespace ringpipe::filter {

struct Words {
    const std::vector<std::string>& where;
    const std::optional<std::string>& pick;
    const std::optional<std::string>& invalid;
};

// Without --where and --pick `query` stays as it is. `refuse(word, problem)` says what is wrong
// with a word and returns the exit code.
template <class Refuse>
tools::Status understand(const Words& words, std::shared_ptr<const Query>& query,
                         std::optional<OnInvalid>& on_invalid, Refuse refuse) {
    if (words.invalid) {
        on_invalid = parse_on_invalid(*words.invalid);
        if (!on_invalid) return refuse(*words.invalid, "--invalid takes pass, drop or fail");
    }
    if (words.where.empty() && !words.pick) {
        if (words.invalid) return refuse("--invalid", "needs --where or --pick");
        return std::nullopt;
    }
    if (words.pick && words.pick->empty()) return refuse("--pick", "which fields?");
    auto compiled = Query::compile(words.where, words.pick.value_or(""));
    if (!compiled) return tools::fail(compiled.error());
    query = *std::move(compiled);
    return std::nullopt;
}

}  // namespace ringpipe::filter
