// Len32Form: each record goes out with its length before it, without its delimiter (--framing
// len32).
//
// A record that came in parts is put together first; its parts are consumed as they come.
#pragma once

#include "ringcat/len32.h"
#include "ringcat/made_form.h"

namespace ringpipe::ringcat {

class Len32Form : public MadeForm {
public:
    void break_off() override {
        if (!joined_.empty()) end_joined(text());
    }

private:
    static constexpr std::size_t kLongest = std::size_t{256} << 20;

    void append(std::string& text, const RecordJson::Record& record) override {
        if (joined_.empty() && !record.continued) return append_len32(text, record.data);
        joined_.append(reinterpret_cast<const char*>(record.data.data()), record.data.size());
        if (!record.continued || joined_.size() > kLongest) end_joined(text);
    }
    void end_joined(std::string& text) {
        append_len32(text, std::as_bytes(std::span(joined_)));
        joined_ = {};
    }

    std::string joined_;  // the parts so far
};

}  // namespace ringpipe::ringcat
