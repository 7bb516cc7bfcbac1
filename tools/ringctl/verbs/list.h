// ringctl ls: lists the rings in the default directory.
#pragma once

namespace ringpipe::ringctl {

enum class ListForm { kNames, kLong, kJson };

struct List {
    ListForm form = ListForm::kNames;

    [[nodiscard]] int run() const;
};

}  // namespace ringpipe::ringctl
