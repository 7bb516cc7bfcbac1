// What a tool that prints an answer (rather than a stream) puts on its standard output.
#pragma once

#include <string_view>

namespace ringpipe::tools {

// Writes all of `text` and says so on stderr if that fails (a full disk, a closed stdout): an
// answer that was cut short must not look complete. kDone or kFailed.
int print_answer(std::string_view text);

}  // namespace ringpipe::tools
