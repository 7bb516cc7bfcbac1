// Selection: the rings that ringstat is to look at, opened, each once.
#pragma once

#include <string>
#include <vector>

#include "ringpipe/name.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringstat {

struct Subject {
    std::string name;                  // as the user calls it
    std::vector<std::string> cursors;  // only these readers; empty: all
    Ring ring;
};

struct Selection {
    std::vector<Subject> subjects;
    int exit_code = 0;  // of the worst name that led nowhere; said on stderr already
};

// With no names: all rings in the default directory.
Selection select(const std::vector<RingName>& names);

}  // namespace ringpipe::ringstat
