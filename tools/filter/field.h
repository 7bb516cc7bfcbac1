// Field: how --where and --pick name a value in a record: a key of the outermost object, or a JSON
// pointer (RFC 6901).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringpipe/error.h"

namespace ringpipe::filter {

struct Field {
    std::vector<std::string> steps;  // keys, or indexes into arrays, from the outside in
};

// A leading slash makes it a pointer; anything else is one key, dots included.
[[nodiscard]] Result<Field> parse_field(std::string_view text);

// Where fields lie, as a tree: what a walk through a record looks for. Node 0 is the record.
class FieldTree {
public:
    struct Node {
        std::string step;
        std::size_t past;  // past its last descendant: nodes stand in the order of a walk
        bool wanted;       // some field ends here
    };

    explicit FieldTree(const std::vector<Field>& fields);

    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

    // The node of each of the fields, in their order.
    [[nodiscard]] const std::vector<std::size_t>& ends() const { return ends_; }

    // The child of `node` behind a key or index, or 0.
    [[nodiscard]] std::size_t child(std::size_t node, std::string_view step) const;

private:
    std::vector<Node> nodes_;
    std::vector<std::size_t> ends_;
};

// Whether a step can index an array: "0", or digits that do not begin with 0.
[[nodiscard]] bool is_index(std::string_view step);

}  // namespace ringpipe::filter
