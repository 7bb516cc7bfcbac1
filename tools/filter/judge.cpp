// Judge: tells of one record at a time whether a Query lets it pass, and what of it.
#include "filter/judge.h"

#include "simdjson.h"

namespace ringpipe::filter {
namespace {

void append_compact(std::string_view container, std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + container.size() + simdjson::SIMDJSON_PADDING);
    std::size_t bytes = 0;
    const auto error =
        simdjson::minify(container.data(), container.size(), out.data() + before, bytes);
    out.resize(before + (error ? 0 : bytes));
    if (error) out.append(container);
}

}  // namespace

Verdict Judge::judge(std::span<const std::byte> record) {
    switch (document_.read(record, query_->fields())) {
        case Document::Form::kNotJson:
            return Verdict::kInvalid;
        case Document::Form::kBlank:
            return Verdict::kBlank;
        case Document::Form::kJson:
            break;
    }
    const auto found = document_.found();
    for (const Query::Condition& condition : query_->conditions()) {
        if (!condition.predicate.holds(found[condition.node], scratch_)) return Verdict::kDrop;
    }
    return Verdict::kPass;
}

void Judge::pick(std::string& out) const {
    char before = '{';
    for (const Query::Column& column : query_->columns()) {
        const Found& found = document_.found()[column.node];
        out += before;
        out += column.key;
        if (found.where != Found::Where::kThere) {
            out += "null";
        } else if (found.kind == Kind::kArray || found.kind == Kind::kObject) {
            append_compact(found.text, out);
        } else {
            out += found.text;
        }
        before = ',';
    }
    out += '}';
}

}  // namespace ringpipe::filter
