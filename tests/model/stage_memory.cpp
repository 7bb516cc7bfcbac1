// Stage: what the memory policy asks for, step by step.
#include <algorithm>
#include <cstring>

#include "model/stage.h"

namespace ringpipe::model {

namespace {

std::byte* bytes_at(const void* word) {
    return const_cast<std::byte*>(static_cast<const std::byte*>(word));
}

}  // namespace

std::uint64_t Stage::load(const void* word, std::uint32_t bytes) {
    const std::byte* at = bytes_at(word);
    if (!quiet_) {
        // The words of a header that are only delivered decide nothing.
        const std::size_t field = reinterpret_cast<std::uintptr_t>(at) % kFrameAlign;
        const bool is_told = memory_.in_frames(at) && field != offsetof(FrameHeader, word) &&
                             field != offsetof(FrameHeader, sequence);
        if (!is_told && !running_->spinning) point();
        running_->spinning = false;
    }
    StoreBuffer& own = running_->buffer;
    std::uint64_t value = 0;
    if (const std::size_t found = own.empty() ? 0 : own.last_overlap(at, bytes); found == 0) {
        value = RingMemory::read(at, bytes);
    } else if (own.at(found - 1).at == at && own.at(found - 1).bytes == bytes) {
        value = own.at(found - 1).value;
    } else {
        show(*running_, found);
        value = RingMemory::read(at, bytes);
    }
    if (trace_ != nullptr) note("load " + memory_.name_of(at) + " = " + std::to_string(value));
    return value;
}

void Stage::store(void* word, std::uint32_t bytes, std::uint64_t value) {
    if (stopping_) throw Stopped{};
    std::byte* at = bytes_at(word);
    if (trace_ != nullptr) note("store " + memory_.name_of(at) + " = " + std::to_string(value));
    const bool allowed = running_->side == Side::kWriter ? memory_.belongs_to_writers(at, bytes)
                                                         : memory_.belongs_to_readers(at, bytes);
    if (!allowed) violate(running_->name + " stores to " + memory_.name_of(at));
    if (quiet_) return write(running_, at, &value, bytes);
    running_->buffer.push({at, bytes, false, value});
}

std::uint64_t Stage::add(void* word, std::uint32_t bytes, std::uint64_t value) {
    point();
    show_rmws(bytes_at(word), running_);
    running_->spinning = true;  // the point was above
    const std::uint64_t old = load(word, bytes);
    if (quiet_) {
        store(word, bytes, old + value);
    } else {
        running_->buffer.push({bytes_at(word), bytes, true, old + value});
        ++rmws_pending_;
        if (trace_ != nullptr) note("add to " + memory_.name_of(bytes_at(word)));
    }
    return old;
}

bool Stage::compare_swap(void* word, std::uint32_t bytes, std::uint64_t expected,
                         std::uint64_t desired) {
    point();
    show_rmws(bytes_at(word), running_);
    running_->spinning = true;
    if (load(word, bytes) != expected) return false;
    if (quiet_) {
        store(word, bytes, desired);
    } else {
        running_->buffer.push({bytes_at(word), bytes, true, desired});
        ++rmws_pending_;
        if (trace_ != nullptr) note("swap in " + std::to_string(desired));
    }
    return true;
}

void Stage::fence_full() {
    if (quiet_ || running_->buffer.empty()) return;
    point();
    note("fence");
    show_all(*running_);
}

// Where the kernel raises barriers it raises one in everybody.
bool Stage::barrier_everywhere() {
    kernel_call();
    if (barriers_denied_) return false;
    note("barrier");
    if (barriers_) show_passed_of_others();
    return true;
}

// What another one stored after its last point it may as well not have come to yet.
void Stage::show_passed_of_others() {
    for (std::size_t i = 0; i < actors_; ++i) {
        Actor& actor = *pool_[i];
        if (&actor != running_) show(actor, std::min(actor.passed, actor.buffer.size()));
    }
}

// Straight to memory, past what is buffered: large copies may use such stores. What comes later
// does not pass them.
void Stage::copy_in(std::byte* shared, const std::byte* from, std::size_t bytes) {
    const bool is_payload = memory_.in_frames(shared);
    if (stopping_) throw Stopped{};
    if (is_payload ? !memory_.belongs_to_writers(shared, bytes) || running_->side != Side::kWriter
                   : !memory_.belongs_to_readers(shared, bytes)) {
        violate(running_->name + " copies to where it must not");
    }
    if (quiet_ || !is_payload) return write(running_, shared, from, bytes);
    const std::size_t half = bytes / 16 * 8;
    point();
    show(*running_, running_->buffer.last_overlap(shared, bytes));
    write(running_, shared, from, half);
    point();
    write(running_, shared + half, from + half, bytes - half);
    if (trace_ != nullptr) note("copied to " + memory_.name_of(shared - sizeof(FrameHeader)));
}

void Stage::copy_out(std::byte* to, const std::byte* shared, std::size_t bytes) {
    if (quiet_ || !memory_.in_frames(shared)) {
        std::memcpy(to, shared, bytes);
        return;
    }
    const std::size_t half = bytes / 16 * 8;
    point();
    std::memcpy(to, shared, half);
    point();
    std::memcpy(to + half, shared + half, bytes - half);
    if (trace_ != nullptr) note("copied from " + memory_.name_of(shared - sizeof(FrameHeader)));
}

void Stage::sleep(const std::uint32_t& word, std::uint32_t expected, std::uint64_t ns) {
    kernel_call();
    if (quiet_) violate("somebody sleeps before the play");
    if (RingMemory::read(bytes_at(&word), sizeof word) != expected) return;
    running_->word = &word;
    running_->wake_ns = clock_ns_ + ns;
    running_->whole_slice = ns >= kSliceNs;
    note("sleeps");
    block(State::kSleeping);
}

void Stage::wake(const std::uint32_t& word) {
    kernel_call();
    ++changes_;
    if (trace_ != nullptr) note("wakes all on " + memory_.name_of(bytes_at(&word)));
    if (watch_wakes_) watch_wakes_(&word);
    for (std::size_t i = 0; i < actors_; ++i) {
        Actor& actor = *pool_[i];
        if (actor.state == State::kSleeping && actor.word == &word) actor.state = State::kReady;
    }
}

void Stage::nap(std::uint64_t ns) {
    kernel_call();
    if (quiet_) violate("somebody naps before the play");
    running_->wake_ns = clock_ns_ + ns;
    note("naps");
    block(State::kNapping);
    if (ns >= kDrainNs) show_passed_of_others();
}

bool Stage::lock(std::uint64_t byte, bool exclusive) {
    kernel_call();
    const bool taken = locks_.take(byte, party(), exclusive);
    changes_ += taken;
    if (trace_ != nullptr) {
        note((taken ? "locks byte " : "cannot lock byte ") + std::to_string(byte));
    }
    if (taken && exclusive && byte == kSeatByte) witness_.seat_taken_alone(party());
    return taken;
}

void Stage::unlock(std::uint64_t byte) {
    kernel_call();
    locks_.release(byte, party());
    ++changes_;
    if (trace_ != nullptr) note("unlocks byte " + std::to_string(byte));
}

bool Stage::is_locked(std::uint64_t byte) {
    kernel_call();
    const bool held = locks_.is_held(byte, party());
    if (trace_ != nullptr) note((held ? "held is byte " : "free is byte ") + std::to_string(byte));
    if (byte == kSeatByte && !held && running_->side == Side::kReader) {
        witness_.seat_found_empty(party(), memory_.committed_sequence());
    }
    return held;
}

// The kernel is full of fences.
void Stage::kernel_call() {
    point();
    if (!quiet_) show_all(*running_);
}

// Makes the oldest `stores` of an actor's buffer visible.
void Stage::show(Actor& actor, std::size_t stores) {
    for (; stores != 0; --stores) {
        const PendingStore store = actor.buffer.pop();
        rmws_pending_ -= store.is_rmw;
        actor.passed -= std::min<std::size_t>(actor.passed, 1);
        write(&actor, store.at, &store.value, store.bytes);
    }
}

// Nobody stores to a word between the two halves of another's read-modify-write.
void Stage::show_rmws(const std::byte* word, const Actor* but) {
    if (rmws_pending_ == 0) return;
    for (std::size_t i = 0; i < actors_; ++i) {
        Actor& actor = *pool_[i];
        if (&actor != but) show(actor, actor.buffer.last_rmw(word));
    }
}

void Stage::write(Actor* by, std::byte* at, const void* from, std::size_t bytes) {
    show_rmws(at, by);
    ++changes_;
    memory_.write(at, from, bytes);
    const std::uint32_t slot = memory_.cursor_at(at);
    if (slot == RingMemory::kSlots || bytes != sizeof(std::uint64_t)) return;
    const SharedSlot& reader = view().slots[slot];
    if ((reader.claim & kSlotHolding) == 0) return;
    const std::uint64_t word = reader.cursor.word;
    witness_.cursor_stored(by->party, {core::position_of(word), reader.cursor.copies[word & 1]});
}

}  // namespace ringpipe::model
