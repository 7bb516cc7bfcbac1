// Report: which writer a file's name asks for, and the file itself.
#include "ring_bench/report.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "common/diagnostics.h"
#include "common/exit_code.h"

namespace ringpipe::ring_bench {

int check_writable(const std::string& path) {
    const std::string temporary = path + ".tmp";
    std::FILE* file = std::fopen(temporary.c_str(), "we");
    if (file == nullptr) return tools::fail(tools::kFailed, path, std::strerror(errno));
    std::fclose(file);
    ::unlink(temporary.c_str());
    return tools::kDone;
}

int write_file(const std::string& path, const std::string& text) {
    const std::string temporary = path + ".tmp";
    std::FILE* file = std::fopen(temporary.c_str(), "we");
    if (file == nullptr) return tools::fail(tools::kFailed, path, std::strerror(errno));
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const bool closed = std::fclose(file) == 0;
    if (written && closed && std::rename(temporary.c_str(), path.c_str()) == 0) {
        return tools::kDone;
    }
    const int error = errno;
    ::unlink(temporary.c_str());
    return tools::fail(tools::kFailed, path, std::strerror(error));
}

int write_report(const Run& run, const std::string& path) {
    if (path.ends_with(".svg")) return write_file(path, to_svg(run));
    if (path.ends_with(".md")) return write_file(path, to_markdown(run));
    return write_file(path, to_html(run));
}

}  // namespace ringpipe::ring_bench
