// Enclave: user, pid and mount namespaces of a process's own, in which it sees a ring at another
// place, and nothing else of the directory that the ring is in.
#pragma once

#include <optional>
#include <string>

#include "ringpipe/ring.h"

namespace ringpipe::testing {

// Into a file that is there, such as those by which the kernel is told of a namespace.
bool write_file(const char* path, const std::string& text);

// For the caller and, as for pids, its children. It becomes root inside. False if this is
// forbidden.
bool enter_enclave();

// The ring, bind-mounted and opened at its new place.
std::optional<Ring> ring_in_enclave(const Ring& outside);

}  // namespace ringpipe::testing
