// SiftedForm: only those records go out of which --where is true, and of them what --pick names.
#include "ringcat/sifted_form.h"

#include "ringcat/len32.h"
#include "ringcat/record_json.h"

namespace ringpipe::ringcat {

filter::SieveOptions sieve_options(const Options& options) {
    filter::SieveOptions sifting;
    sifting.on_invalid = options.deliver.on_invalid;
    if (options.delimiter_given) sifting.delimiter = options.delimiter;
    if (options.framing == Framing::kLen32) {
        sifting.wrap = [](std::string& out, const filter::Passed& passed) {
            append_len32(out, passed.bytes);
        };
    }
    if (!options.deliver.json) return sifting;
    const char end = options.delimiter_given ? static_cast<char>(options.delimiter) : '\n';
    sifting.wrap = [end](std::string& out, const filter::Passed& passed) {
        RecordJson::Record record;
        record.sequence = passed.sequence;
        record.data = passed.bytes;
        record.delimiter = passed.delimiter;
        record.continued = passed.continued;
        RecordJson(passed.time_ns, passed.tag).append(out, record, end);
    };
    return sifting;
}

}  // namespace ringpipe::ringcat
