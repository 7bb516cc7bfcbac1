// Document: one record, read as JSON: whether it is a JSON text at all, to its last byte, and where
// in it the wanted fields are.
//
// simdjson finds where tokens begin and checks UTF-8 (its first stage, which is most of the work);
// a walk over all tokens here checks the rest. simdjson's own second stages do not fit: the DOM
// refuses numbers beyond 64 bits or a double, and half surrogate pairs, all of which are JSON, and
// does not tell how a value was written; On-Demand checks only what it is asked for.
#include "filter/document.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <new>

#include "filter/number.h"
#include "filter/string_text.h"
#include "simdjson.h"

namespace ringpipe::filter {
namespace {

using Where = Found::Where;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLeastCapacity = 64 * 1024;
constexpr std::size_t kNoNode = SIZE_MAX;

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string_view trim_end(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// One walk over a record. Behind the last token stands a blank, at which no rule of the grammar
// goes on: so the end needs no check of its own.
class Walk {
public:
    // `tokens`: where they begin; after the last one stands the size of the text.
    Walk(const FieldTree& fields, std::vector<Found>& found, std::string_view text,
         const std::uint32_t* tokens)
        : fields_(fields),
          found_(found),
          text_(text.data()),
          next_(tokens),
          escapes_(has_escapes(text)) {}

    // False: not JSON.
    bool run(const std::uint32_t* past) {
        note_descendants(0, Where::kMissing);
        return visit(0, 1) && next_ == past;
    }

private:
    char peek() const { return text_[*next_]; }

    // The next token, with the blanks behind it.
    std::string_view token() const { return {text_ + next_[0], next_[1] - next_[0]}; }

    bool is_parent(std::size_t node) const {
        return node != kNoNode && fields_.nodes()[node].past != node + 1;
    }

    void note(std::size_t node, Kind kind, std::string_view text) {
        if (node != kNoNode) found_[node] = {Where::kThere, kind, text};
    }

    void note_descendants(std::size_t node, Where where) {
        const std::size_t past = fields_.nodes()[node].past;
        for (std::size_t i = node + 1; i < past; ++i) found_[i] = {where, Kind::kNull, {}};
    }

    bool visit(std::size_t node, int depth) {
        const char first = peek();
        if (first != '{' && first != '[') return scalar(node);
        if (depth > kMostDepth) return false;
        const char* const begin = text_ + *next_++;
        if (is_parent(node)) note_descendants(node, Where::kMissing);
        if (!(first == '{' ? object(node, depth) : array(node, depth))) return false;
        // The closing bracket is the token that was taken last.
        const char* const end = text_ + next_[-1] + 1;
        note(node, first == '{' ? Kind::kObject : Kind::kArray,
             {begin, static_cast<std::size_t>(end - begin)});
        return true;
    }

    bool take(char c) {
        if (peek() != c) return false;
        ++next_;
        return true;
    }

    bool object(std::size_t node, int depth) {
        if (take('}')) return true;
        const bool parent = is_parent(node);
        do {
            if (peek() != '"') return false;
            const std::string_view name = body(token());
            ++next_;
            if (!are_escapes_good(name) || !take(':')) return false;
            if (!visit(parent ? child_of(node, name) : kNoNode, depth + 1)) return false;
        } while (take(','));
        return take('}');
    }

    bool array(std::size_t node, int depth) {
        const bool parent = is_parent(node);
        if (parent) note_names(node);
        if (take(']')) return true;
        std::size_t index = 0;
        do {
            if (!visit(parent ? child_at(node, index++) : kNoNode, depth + 1)) return false;
        } while (take(','));
        return take(']');
    }

    std::size_t child_of(std::size_t node, std::string_view name) {
        if (escapes_ && has_escapes(name)) {
            unescape(name, key_);
            name = key_;
        }
        const std::size_t child = fields_.child(node, name);
        return child == 0 ? kNoNode : child;
    }

    std::size_t child_at(std::size_t node, std::size_t index) const {
        char digits[24];
        const auto end = std::to_chars(std::begin(digits), std::end(digits), index).ptr;
        const std::size_t child =
            fields_.child(node, {digits, static_cast<std::size_t>(end - digits)});
        return child == 0 ? kNoNode : child;
    }

    // An array has no names to look for.
    void note_names(std::size_t node) {
        const auto& nodes = fields_.nodes();
        for (std::size_t i = node + 1; i < nodes[node].past; i = nodes[i].past) {
            if (is_index(nodes[i].step)) continue;
            found_[i] = {Where::kUnreachable, Kind::kNull, {}};
            note_descendants(i, Where::kUnreachable);
        }
    }

    // What stands between the quotes of a string; simdjson has seen to it that there are two.
    static std::string_view body(std::string_view token) {
        token = trim_end(token);
        return token.substr(1, token.size() - 2);
    }

    bool are_escapes_good(std::string_view body) const {
        return !escapes_ || are_escapes_valid(body);
    }

    bool scalar(std::size_t node) {
        const std::string_view text = trim_end(token());
        if (text.empty()) return false;
        Kind kind = Kind::kNumber;
        bool good = false;
        switch (text.front()) {
            case '"':
                kind = Kind::kString;
                good = are_escapes_good(body(text));
                break;
            case 'n':
                kind = Kind::kNull;
                good = text == "null";
                break;
            case 't':
                kind = Kind::kTrue;
                good = text == "true";
                break;
            case 'f':
                kind = Kind::kFalse;
                good = text == "false";
                break;
            default:
                good = is_number(text);
        }
        ++next_;
        note(node, kind, text);
        if (is_parent(node)) {
            note_descendants(node, kind == Kind::kNull ? Where::kMissing : Where::kUnreachable);
        }
        return good;
    }

    const FieldTree& fields_;
    std::vector<Found>& found_;
    const char* const text_;
    const std::uint32_t* next_;
    const bool escapes_;  // somewhere in the record
    std::string key_;
};

}  // namespace

struct Document::Parser {
    simdjson::dom::parser parser;
};

Document::Document() : parser_(std::make_unique<Parser>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

// Behind the copy stand blanks, so that what simdjson reads there, and the walk's last look, do not
// depend on what lies behind the record.
std::string_view Document::copy(std::span<const std::byte> record) {
    const std::size_t bytes = record.size();
    if (bytes > capacity_ || capacity_ == 0) {
        capacity_ = std::max(std::bit_ceil(bytes), kLeastCapacity);
        text_ = std::make_unique<char[]>(capacity_ + simdjson::SIMDJSON_PADDING);
    }
    if (bytes != 0) std::memcpy(text_.get(), record.data(), bytes);
    std::memset(text_.get() + bytes, ' ', simdjson::SIMDJSON_PADDING);
    return {text_.get(), bytes};
}

Document::Form Document::read(std::span<const std::byte> record, const FieldTree& fields) {
    std::string_view text = copy(record);
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    text = trim_end(text);
    if (text.empty()) return Form::kBlank;
    found_.resize(fields.nodes().size());
    simdjson::dom::parser& parser = parser_->parser;
    if (parser.capacity() < capacity_ && parser.allocate(capacity_)) throw std::bad_alloc();
    auto& tokens = *parser.implementation;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    if (tokens.stage1(bytes, text.size(), simdjson::stage1_mode::regular)) return Form::kNotJson;
    const std::uint32_t* const first = tokens.structural_indexes.get();
    Walk walk(fields, found_, text, first);
    return walk.run(first + tokens.n_structural_indexes) ? Form::kJson : Form::kNotJson;
}

}  // namespace ringpipe::filter
