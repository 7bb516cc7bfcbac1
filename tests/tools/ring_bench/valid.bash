# shellcheck shell=bash
# Whether what ring_bench writes into files is what it should be.

# fits_schema FILE: every line of it fits the schema of a round or of a summary, which is the last.
fits_schema() {
    # shellcheck disable=SC2016  # variables of jq
    local program='
        # What does not fit, by the part of JSON Schema that ours uses.
        def faults($schema; $at):
            . as $value
            | (if type == "number" and . == floor then ["integer"] else [] end + [type]) as $types
            | (select($schema | has("const") and .const != $value) | "\($at) is \(.)"),
              (select($schema | has("type") and ([.type] | flatten) - $types == ([.type] | flatten))
                  | "\($at) is of type \($types[0])"),
              (select(type == "array" and ($schema | has("items")))
                  | .[] | faults($schema.items; $at + "[]")),
              (select(type == "object")
                  | ($schema.required[]? | select(in($value) | not) | "\($at) lacks \(.)"),
                    (to_entries[] | .key as $key
                        | if $schema | has("properties") | not then empty
                          elif $schema.properties | has($key) then
                              .value | faults($schema.properties[$key]; "\($at).\($key)")
                          else "\($at) has \($key)" end));
        $schemas[0]["$defs"] as $kinds
        | if length == 0 or .[-1].kind != "summary" then "no summary at the end" else empty end,
          (.[] | $kinds[.kind] as $kind
            | if $kind == null then "unknown kind \(.kind)" else faults($kind; .kind) end)'
    local found
    found=$(jq -r -s --slurpfile schemas "${EXPECT%/*}/../golden/ring_bench.schema.json" "$program" "$1") ||
        fail "$1 is no JSON"
    [ -z "$found" ] || fail "$1: $(head -n 5 <<<"$found")"
}

# well_formed FILE: as XML.
well_formed() {
    local complaint
    complaint=$(python3 -c 'import sys, xml.dom.minidom as dom; dom.parse(sys.argv[1])' "$1" 2>&1) ||
        fail "$1: $(tail -n 1 <<<"$complaint")"
}

# json_of_page FILE: the JSON that a page holds.
json_of_page() {
    python3 - "$1" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree
for part in tree.parse(sys.argv[1]).getroot().iter("details"):
    if part.findtext("summary") == "JSON":
        print(part.findtext("pre"), end="")
PYTHON
}
