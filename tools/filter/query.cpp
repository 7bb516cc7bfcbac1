// Query: what --where and --pick ask, compiled once.
#include "filter/query.h"

#include <algorithm>
#include <utility>

#include "common/json_text.h"
#include "filter/expression.h"

namespace ringpipe::filter {
namespace {

// The fields of a --pick list, and under which keys they come out.
struct Columns {
    std::vector<Field> fields;
    std::vector<std::string> keys;
};

Result<Columns> parse_columns(std::string_view list) {
    Columns columns;
    const std::string_view whole = list;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        auto field = parse_field(list.substr(0, comma));
        // Nothing behind the last comma is no field either.
        if (field && comma + 1 == list.size()) field = parse_field("");
        if (!field) {
            return Error{ErrorKind::kUsage,
                         "--pick takes fields with commas between: " + field.error().doing,
                         std::string(whole), 0};
        }
        const std::string& key = field->steps.back();
        if (std::find(columns.keys.begin(), columns.keys.end(), key) != columns.keys.end()) {
            return Error{ErrorKind::kUsage,
                         "--pick would give two fields the name " + tools::json_string(key),
                         std::string(whole), 0};
        }
        columns.keys.push_back(key);
        columns.fields.push_back(*std::move(field));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return columns;
}

}  // namespace

Result<std::shared_ptr<const Query>> Query::compile(const std::vector<std::string>& where,
                                                    std::string_view pick) {
    auto columns = parse_columns(pick);
    if (!columns) return columns.error();
    std::vector<Field> fields = std::move(columns->fields);
    std::vector<Predicate> predicates;
    for (const std::string& text : where) {
        auto expression = parse_expression(text);
        if (!expression) return expression.error();
        auto predicate = Predicate::make(*expression, text);
        if (!predicate) return predicate.error();
        predicates.push_back(*std::move(predicate));
        fields.push_back(std::move(expression->field));
    }
    std::shared_ptr<Query> query(new Query(FieldTree(fields)));
    const std::size_t picked = columns->keys.size();
    const auto& nodes = query->fields_.ends();
    for (std::size_t i = 0; i < picked; ++i) {
        query->columns_.push_back({nodes[i], tools::json_string(columns->keys[i]) + ':'});
    }
    for (std::size_t i = 0; i < predicates.size(); ++i) {
        query->conditions_.push_back({nodes[picked + i], std::move(predicates[i])});
    }
    query->choose_needle();
    return std::shared_ptr<const Query>(std::move(query));
}

void Query::choose_needle() {
    for (const Condition& condition : conditions_) {
        Predicate::Demand demand = condition.predicate.demand();
        const std::string& step = fields_.nodes()[condition.node].step;
        // A step that is no index must be there as a key.
        if (condition.predicate.asks_existence() && !is_index(step)) demand = {step, true};
        if (!demand.whole && demand.text.empty()) continue;
        const Needle needle(demand);
        if (!needle_ || needle.is_rarer(*needle_)) needle_ = needle;
    }
}

}  // namespace ringpipe::filter
