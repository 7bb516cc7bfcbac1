#include "ringpipe/error.h"

#include <cstring>

namespace ringpipe::inline v0 {

std::string Error::problem() const {
    if (sys_errno == 0) return doing;
    char buffer[128];
    std::string text = doing;
    if (!text.empty()) text.append(": ");
    return text.append(strerror_r(sys_errno, buffer, sizeof buffer));
}

}  // namespace ringpipe::inline v0
