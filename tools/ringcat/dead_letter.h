// append_durably: a batch that no command would take, at the end of a file, on its disk.
#pragma once

#include <string>

#include "ringcat/batch_file.h"

namespace ringpipe::ringcat {

// The error number, or 0: then all of it is there and was synced. If not all of it could be
// appended, none of it stays. Made, if need be, with mode 0600, as rings are.
[[nodiscard]] int append_durably(const std::string& path, const BatchFile& batch);

}  // namespace ringpipe::ringcat
