// Form: how a reader's records go out, as the options ask.
#include "ringcat/form.h"

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "ringcat/json_form.h"
#include "ringcat/len32_form.h"
#include "ringcat/plain_form.h"
#include "ringcat/sifted_form.h"

namespace ringpipe::ringcat {

std::unique_ptr<Form> make_form(const Options& options) {
    if (options.deliver.query) return std::make_unique<SiftedForm>(options);
    if (options.deliver.json) return std::make_unique<JsonForm>(options);
    if (options.framing == Framing::kLen32) return std::make_unique<Len32Form>();
    return std::make_unique<PlainForm>(options);
}

tools::Status fail_invalid(const Form& form, std::string_view ring) {
    if (!form.failed()) return std::nullopt;
    return tools::fail(tools::kFailed, ring, fmt::format("record {} is not JSON", *form.failed()),
                       "--invalid drop or pass goes on over such records");
}

void tell_invalid(const Form& form, std::string_view ring) {
    if (form.failed()) return;
    const std::string invalid = form.about_invalid();
    if (!invalid.empty()) tools::notice(ring, invalid);
}

}  // namespace ringpipe::ringcat
