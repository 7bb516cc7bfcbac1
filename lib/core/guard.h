// Guard: the steps of the protocol that look as if they could be left out.
//
// Each names a line of the core behind `if constexpr (Memory::keeps(Guard::...))`. The processor
// keeps them all. A test's memory policy takes one out, and the test shows what goes wrong then:
// a guard whose absence nobody can show is either no guard or not tested.
#pragma once

namespace ringpipe::core {

enum class Guard {
    kCommitLast,        // a frame's word is stored after its payload and the sealed header
    kSealNext,          // the header after a frame reads 0 before the frame commits
    kRoomForNext,       // room for that header is counted
    kStorePublished,    // recovery stores `published` before anything is overwritten
    kRoomFence,         // full fence between announcing `oldest` and the second look at the slots
    kSecondLook,        // that second look
    kCountBelowOldest,  // it counts cursors below `oldest` too
    kLimitByOldest,     // and the limit is bounded by `oldest` itself
    kAnnounceFirst,     // `oldest` is stored before bytes below it are overwritten
    kJoinFence,         // full fence between storing a cursor and looking at `oldest`
    kJoinMoveUp,        // a joiner that finds `oldest` past its cursor moves up
    kOldestRecheck,     // what was copied is valid only if it is still at or past `oldest`
    kZeroRecheck,       // "nothing yet" likewise
    kFold,              // a reused slot's cursor is folded into `consumed`
    kConsumedLast,      // the writer reads `consumed` after the slots
    kClaimAgain,        // and takes a cursor only if its slot's claim is unchanged after it
    kMarkJoining,       // a cursor is marked until it has passed the handshake
    kKeepPlace,         // a kept cursor that no writer overran is resumed below `oldest`, too
    kGenerationFirst,   // a slot's generation is read before its lock is probed
    kKeepUnread,        // with no holder, what nobody consumed is kept
    kSleeperFence,      // full fence between ringing the bell and the last look
    kBarrier,           // for a writer without a fence, that fence is one in all processes
    kWakerFence,        // full fence between publishing and looking at the bell
    kNeededFirst,       // `needed` is stored before the bell is rung
    kSeenOnWake,        // a bell counts as seen only when its ringer was woken
    kSeenUnknown,       // a new waker has seen no bell yet
    kWakeOnAttach,      // who attaches, leaves or closes wakes once
    kUniqueOwner,       // an owner id is never given out twice
    kStoringFirst,      // a keeper says that it stores before it looks at the lock word
    kKeeperBarrier,     // who takes a kept word raises a barrier before it looks at that
    kDrain,             // or, where it cannot raise one, lets store buffers drain
    kAwaitKeeper,       // and waits while the keeper stores
    kKeeperMayDie,      // but not for a dead one
    kRememberKeeper,    // and leaves in the word whom it waits for, for who comes instead
    kCountDeaths,       // who claims an odd writer entry counts a death
    kEvenBeforeSeat,    // a writer closes its word before it gives up the seat
    kLookAfterProbe,    // a reader looks at the data after the probe that said "gone"
    kCompareWords,      // and takes its verdict only if no writer came and went meanwhile
};

}  // namespace ringpipe::core
