// Form: how a reader's records go out, as the options ask.
#include "ringcat/form.h"

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

}  // namespace ringpipe::ringcat
