// Form: how a reader's records go out: as they came, those that --where selects, or as JSON.
//
//     form->clear();
//     for (const Batch& batch : batches) if (!form->add(batch, batch.count, most)) break;
//     write(form->pieces(), written);  reader.release(form->whole(written).records);
//
// Lifetime  the pieces point into the batches' bytes, or into the form until clear().
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

class Form {
public:
    virtual ~Form() = default;

    // Forgets what was taken.
    virtual void clear() = 0;

    // Takes the first `records` of the next batch, until `most` were taken since clear(); one that
    // goes on in the next batch counts where it ends. False: no more in this round.
    virtual bool add(const Batch& batch, std::uint32_t records, std::uint64_t most) = 0;

    // Records that are consumed, and do not go out.
    virtual void pass_over(const Batch& batch, std::uint32_t records) = 0;

    // The rest of a record in several parts is not going to come.
    virtual void break_off() {}

    [[nodiscard]] virtual std::span<iovec> pieces() = 0;

    // If the first `written` bytes of it went out: how many records did, and up to which record of
    // those that were added the cursor may move.
    struct Whole {
        std::uint64_t kept = 0;
        std::uint64_t records = 0;
    };
    [[nodiscard]] virtual Whole whole(std::size_t written) const = 0;

    // The sequence of a record that is not JSON, where that is to be the end of it.
    [[nodiscard]] virtual std::optional<std::uint64_t> failed() const { return std::nullopt; }

    // For the end, and for people: what was not as it should be; empty if all was.
    [[nodiscard]] virtual std::string about_invalid() const { return {}; }
};

// As the options ask.
[[nodiscard]] std::unique_ptr<Form> make_form(const Options& options);

// If it failed(): the exit code, and an error was printed. `ring` is what messages call it.
[[nodiscard]] tools::Status fail_invalid(const Form& form, std::string_view ring);

// What it says about_invalid(), unless it failed: that was said.
void tell_invalid(const Form& form, std::string_view ring);

}  // namespace ringpipe::ringcat
