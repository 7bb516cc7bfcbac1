// nearest: the word that somebody probably meant when they typed one that does not exist.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ringpipe::tools {

// The candidate that is a few slips of the keys away from `word` or begins with it; empty when
// none is near enough to be worth a hint.
[[nodiscard]] std::string nearest(std::string_view word,
                                  const std::vector<std::string>& candidates);

// "did you mean 'X'?", or empty; for Error::hint and the like.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string>& candidates);

}  // namespace ringpipe::tools
