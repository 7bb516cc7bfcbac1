// Report: a run as a page with charts that needs nothing but itself.
#pragma once

#include <string>

#include "ring_bench/run.h"

namespace ringpipe::ring_bench {

// By the ending of the file's name: .svg, .html or .md. kDone or kFailed (said on stderr).
int write_report(const Run& run, const std::string& path);
// Whether it could be written, to be told before anything is measured; kDone or kFailed.
int check_writable(const std::string& path);
// As a whole or not at all, under its name.
int write_file(const std::string& path, const std::string& text);

[[nodiscard]] std::string to_svg(const Run& run);
[[nodiscard]] std::string to_html(const Run& run);
[[nodiscard]] std::string to_markdown(const Run& run);

}  // namespace ringpipe::ring_bench
