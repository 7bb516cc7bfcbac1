// JsonForm: each record goes out as a JSON object on a line of its own (-J).
#pragma once

#include "ringcat/made_form.h"

namespace ringpipe::ringcat {

class JsonForm : public MadeForm {
public:
    explicit JsonForm(const Options& options)
        : end_(options.delimiter_given ? static_cast<char>(options.delimiter) : '\n') {}

private:
    void begin(const Batch& batch) override { json_ = RecordJson(batch.time_ns, batch.tag); }
    void append(std::string& text, const RecordJson::Record& record) override {
        json_.append(text, record, end_);
    }

    const char end_;
    RecordJson json_{0, 0};
};

}  // namespace ringpipe::ringcat
