// The exit codes of every ringpipe tool; the table in ringpipe(7).
#include "common/exit_code.h"

namespace ringpipe::tools {

int exit_code(const Error& error) {
    switch (error.kind) {
        case ErrorKind::kUsage:
            return kUsage;
        case ErrorKind::kMissing:
            return kNoRing;
        case ErrorKind::kBad:
            return kBadRing;
        case ErrorKind::kBusy:
            return kBusy;
        case ErrorKind::kSystem:
            return kFailed;
    }
    return kFailed;
}

}  // namespace ringpipe::tools
