// Every guard of the protocol is taken out by some test, which shows what goes wrong then.
#include "catch.h"
#include "model/explorer.h"

using namespace ringpipe::model;

namespace {

// nullptr beyond the last one. Compilers warn of a guard that is missing here.
const char* name_of(Guard guard) {
    switch (guard) {
        case Guard::kCommitLast:
            return "kCommitLast";
        case Guard::kSealNext:
            return "kSealNext";
        case Guard::kRoomForNext:
            return "kRoomForNext";
        case Guard::kStorePublished:
            return "kStorePublished";
        case Guard::kRoomFence:
            return "kRoomFence";
        case Guard::kSecondLook:
            return "kSecondLook";
        case Guard::kCountBelowOldest:
            return "kCountBelowOldest";
        case Guard::kLimitByOldest:
            return "kLimitByOldest";
        case Guard::kAnnounceFirst:
            return "kAnnounceFirst";
        case Guard::kJoinFence:
            return "kJoinFence";
        case Guard::kJoinMoveUp:
            return "kJoinMoveUp";
        case Guard::kOldestRecheck:
            return "kOldestRecheck";
        case Guard::kZeroRecheck:
            return "kZeroRecheck";
        case Guard::kFold:
            return "kFold";
        case Guard::kConsumedLast:
            return "kConsumedLast";
        case Guard::kClaimAgain:
            return "kClaimAgain";
        case Guard::kMarkJoining:
            return "kMarkJoining";
        case Guard::kKeepPlace:
            return "kKeepPlace";
        case Guard::kGenerationFirst:
            return "kGenerationFirst";
        case Guard::kKeepUnread:
            return "kKeepUnread";
        case Guard::kSleeperFence:
            return "kSleeperFence";
        case Guard::kBarrier:
            return "kBarrier";
        case Guard::kWakerFence:
            return "kWakerFence";
        case Guard::kNeededFirst:
            return "kNeededFirst";
        case Guard::kSeenOnWake:
            return "kSeenOnWake";
        case Guard::kSeenUnknown:
            return "kSeenUnknown";
        case Guard::kWakeOnAttach:
            return "kWakeOnAttach";
        case Guard::kUniqueOwner:
            return "kUniqueOwner";
        case Guard::kStoringFirst:
            return "kStoringFirst";
        case Guard::kKeeperBarrier:
            return "kKeeperBarrier";
        case Guard::kDrain:
            return "kDrain";
        case Guard::kAwaitKeeper:
            return "kAwaitKeeper";
        case Guard::kKeeperMayDie:
            return "kKeeperMayDie";
        case Guard::kRememberKeeper:
            return "kRememberKeeper";
        case Guard::kCountDeaths:
            return "kCountDeaths";
        case Guard::kEvenBeforeSeat:
            return "kEvenBeforeSeat";
        case Guard::kLookAfterProbe:
            return "kLookAfterProbe";
        case Guard::kCompareWords:
            return "kCompareWords";
    }
    return nullptr;
}

}  // namespace

TEST_CASE("every guard is taken out by a test", "[model]") {
    for (int i = 0; const char* name = name_of(static_cast<Guard>(i)); ++i) {
        INFO(name);
        CHECK(guards_taken_out().count(static_cast<Guard>(i)) == 1);
    }
}
