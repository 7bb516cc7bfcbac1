// Field: how --where and --pick name a value in a record: a key of the outermost object, or a JSON
// pointer (RFC 6901).
#include "filter/field.h"

#include <algorithm>
#include <optional>

#include "simdjson.h"

namespace ringpipe::filter {
namespace {

Error refused(std::string_view text, std::string problem) {
    return {ErrorKind::kUsage, std::move(problem), std::string(text), 0};
}

// ~1 is a slash, ~0 a tilde.
std::optional<std::string> decode_step(std::string_view step) {
    std::string out;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (step[i] != '~') {
            out += step[i];
            continue;
        }
        if (++i == step.size() || (step[i] != '0' && step[i] != '1')) return std::nullopt;
        out += step[i] == '0' ? '~' : '/';
    }
    return out;
}

using Steps = std::vector<std::string>;

// In the order of a walk: what begins alike stands together, the shorter one first.
std::vector<Steps> sorted_steps(const std::vector<Field>& fields) {
    std::vector<Steps> all;
    for (const Field& field : fields) all.push_back(field.steps);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

Result<Field> parse_field(std::string_view text) {
    if (text.empty()) return refused(text, "which field?");
    if (!simdjson::validate_utf8(text.data(), text.size())) {
        return refused(text, "a field's name must be UTF-8");
    }
    Field field;
    if (text.front() != '/') {
        field.steps.emplace_back(text);
        return field;
    }
    while (!text.empty()) {
        text.remove_prefix(1);
        const auto end = std::min(text.find('/'), text.size());
        auto step = decode_step(text.substr(0, end));
        if (!step) {
            return refused(text, "in a JSON pointer ~ is written ~0, and a / in a key ~1");
        }
        field.steps.push_back(*std::move(step));
        text.remove_prefix(end);
    }
    return field;
}

FieldTree::FieldTree(const std::vector<Field>& fields) : nodes_{{{}, 1, false}} {
    std::vector<std::size_t> path{0};  // from node 0 to the one made last
    Steps before;
    for (const Steps& steps : sorted_steps(fields)) {
        const auto same = static_cast<std::size_t>(
            std::mismatch(steps.begin(), steps.end(), before.begin(), before.end()).first -
            steps.begin());
        path.resize(same + 1);
        for (std::size_t i = same; i < steps.size(); ++i) {
            path.push_back(nodes_.size());
            nodes_.push_back({steps[i], 0, false});
            for (const std::size_t node : path) nodes_[node].past = nodes_.size();
        }
        nodes_[path.back()].wanted = true;
        before = steps;
    }
    for (const Field& field : fields) {
        std::size_t node = 0;
        for (const std::string& step : field.steps) node = child(node, step);
        ends_.push_back(node);
    }
}

std::size_t FieldTree::child(std::size_t node, std::string_view step) const {
    for (std::size_t i = node + 1; i < nodes_[node].past; i = nodes_[i].past) {
        if (nodes_[i].step == step) return i;
    }
    return 0;
}

bool is_index(std::string_view step) {
    if (step.empty() || (step.front() == '0' && step.size() > 1)) return false;
    return step.find_first_not_of("0123456789") == step.npos;
}

}  // namespace ringpipe::filter
