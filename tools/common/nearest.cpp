// nearest: the word that somebody probably meant when they typed one that does not exist.
#include "common/nearest.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace ringpipe::tools {
namespace {

constexpr std::size_t kLongestWord = 80;  // the table below grows with the square

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// How many letters must be put in, left out, replaced or swapped with their neighbour.
std::size_t slips(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> table((a.size() + 1) * width);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
        return table[i * width + j];
    };
    for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
    for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = at(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
            at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
            }
        }
    }
    return at(a.size(), b.size());
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    if (word.size() > kLongestWord) return {};
    const std::string wanted = lower(word);

    // A word of one or two letters is near to every other one, so only its case may differ.
    const std::size_t allowed =
        wanted.size() <= 2 ? 0 : std::max<std::size_t>(1, wanted.size() / 3);
    std::string best;
    std::size_t best_slips = allowed + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > kLongestWord) continue;
        const std::string other = lower(candidate);
        std::size_t count = slips(wanted, other);
        if (wanted.size() > 2 && wanted != "--" && other.starts_with(wanted)) {
            count = std::min<std::size_t>(count, 1);
        }
        if (count < best_slips) {
            best_slips = count;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
    const std::string found = nearest(word, candidates);
    return found.empty() ? found : "did you mean '" + found + "'?";
}

}  // namespace ringpipe::tools
