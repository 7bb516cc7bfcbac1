// Examining a ring: plain reads of its files, and what in them contradicts itself.
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "core/cursor.h"
#include "core/frame.h"
#include "os/byte_locks.h"
#include "os/read_at.h"
#include "os/system.h"
#include "ring_directory.h"
#include "ring_files.h"
#include "ringpipe/examination.h"

namespace ringpipe::inline v0 {

namespace {

class Examiner {
public:
    Examiner(const os::UniqueFd& directory, Examination& found)
        : directory_(directory), found_(found) {}

    void run() {
        note_file(".", directory_.get());
        const os::UniqueFd data = open_file(kDataFile);
        const os::UniqueFd readers = open_file(kReadersFile);
        locks_ = os::ByteLocks(open_file(kLocksFile));
        found_.locks_known = locks_.is_open();
        found_.seat_held = is_held(kSeatByte);
        found_.claim_held = is_held(kClaimByte);
        read_identity(data);
        // The slots before the end: no cursor is beyond an end that was looked for after it.
        read_readers(readers);
        read_data(data);
        check_sizes();
    }

private:
    void problem(std::string what) { found_.problems.push_back(std::move(what)); }

    // Held, where that can be told.
    [[nodiscard]] bool is_held(std::uint64_t byte) const {
        return locks_.is_open() && locks_.is_held(byte);
    }

    void note_file(const char* name, int fd) {
        struct stat status {};
        if (fstat(fd, &status) != 0) return;
        found_.files.push_back({name, status.st_mode & 07777, status.st_uid, status.st_gid,
                                static_cast<std::uint64_t>(status.st_size), status.st_nlink});
    }

    os::UniqueFd open_file(const char* name) {
        const std::string file = std::string("its file '") + name + "'";
        os::UniqueFd fd(openat(directory_.get(), name,
                               O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY));
        if (!fd) {
            const std::string why = errno == ENOENT  ? "is missing"
                                    : errno == ELOOP ? "is a symbolic link"
                                                     : std::string(": ") + std::strerror(errno);
            problem(why.starts_with(':') ? file + why : file + " " + why);
            return fd;
        }
        struct stat status {};
        if (fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
            problem(file + " is no regular file");
            return os::UniqueFd();
        }
        if (status.st_nlink > 1) problem(file + " has a second name");
        note_file(name, fd.get());
        return fd;
    }

    void read_identity(const os::UniqueFd& data) {
        RingIdentity identity{};
        if (!data || !os::read_at(data.get(), 0, identity)) {
            if (data) problem("its header is cut short");
            return;
        }
        found_.identity_intact = matches_checksum(identity);
        const std::string refused = refuse_identity(identity);
        found_.usable = refused.empty();
        if (!refused.empty()) problem(refused);
        found_.data.emplace().identity = identity;
    }

    void read_readers(const os::UniqueFd& readers) {
        ReadersHeader header{};
        if (!readers) return;
        if (!os::read_at(readers.get(), 0, header))
            return problem("the header of 'readers' is cut short");
        found_.readers = header;
        if (std::memcmp(header.magic, kReadersMagic, sizeof kReadersMagic) != 0) {
            problem("its file 'readers' is not one of a ring");
        } else if (found_.data) {
            const RingIdentity& identity = found_.data->identity;
            const bool same =
                std::memcmp(header.ring_id, identity.ring_id, sizeof header.ring_id) == 0 &&
                header.slots == identity.slots;
            if (!same) problem("its file 'readers' belongs to another ring");
        }
        if (header.slots_used > std::min(header.slots, kMaxSlots)) {
            problem("more reader slots were used than there are");
        }
        const std::uint32_t used = std::min({header.slots_used, header.slots, kMaxSlots});
        for (std::uint32_t i = 0; i < used; ++i) {
            Examination::Reader reader;
            reader.slot = i;
            if (!read_slot(readers.get(), kSlotsOffset + i * sizeof reader.words, reader.words)) {
                return problem("its file 'readers' is cut short");
            }
            if ((reader.words.claim & kSlotRoles) == 0) continue;
            reader.alive = is_held(kSlotBytes + i);
            found_.reader_slots.push_back(reader);
        }
    }

    // With a cursor whose word did not move while its details were read.
    static bool read_slot(int fd, std::uint64_t offset, SharedSlot& slot) {
        for (int attempt = 0; attempt < 100; ++attempt) {
            std::uint64_t after = 0;
            if (!os::read_at(fd, offset, slot)) return false;
            if (!os::read_at(fd, offset + offsetof(SharedSlot, cursor), after)) return false;
            if (after == slot.cursor.word) break;
        }
        return true;
    }

    void read_data(const os::UniqueFd& data) {
        if (!found_.data) return;
        DataHeader words{};
        if (!os::read_at(data.get(), 0, words)) return problem("its header is cut short");
        found_.data = words;
        std::array<std::uint8_t, 16> boot{};
        found_.this_boot = os::read_boot_id(boot) &&
                           std::memcmp(boot.data(), words.boot_id, sizeof words.boot_id) == 0;
        const std::uint64_t owner = words.lock & kLockOwner;
        found_.lock_owner_alive = owner != 0 && is_held(kOwnerBytes + owner);
        if (words.entries_used > kWriterEntries)
            problem("more writers' entries were used than there are");
        for (std::uint32_t i = 0; i < std::min(words.entries_used, kWriterEntries); ++i) {
            Examination::Writer writer;
            writer.entry = i;
            if (!os::read_at(data.get(), kEntriesOffset + i * sizeof writer.words, writer.words))
                break;
            writer.alive = is_held(kEntryBytes + i);
            found_.writer_entries.push_back(writer);
        }
        if (found_.usable) check_positions(data.get(), words);
    }

    void check_positions(int fd, const DataHeader& words) {
        const std::uint64_t capacity = words.identity.capacity;
        const bool aligned = words.published % kFrameAlign == 0 && words.oldest % kFrameAlign == 0;
        if (!aligned || words.oldest > words.published ||
            words.published - words.oldest > capacity) {
            return problem("its positions contradict each other");
        }
        walk_to_end(fd, words);
        if (!found_.end) return;
        for (const Examination::Reader& reader : found_.reader_slots) {
            if (core::position_of(reader.words.cursor.word) > *found_.end) {
                problem("the cursor in slot " + std::to_string(reader.slot) + " is beyond the end");
            }
        }
        if (found_.readers && core::position_of(found_.readers->consumed.word) > *found_.end) {
            problem("more was consumed than was published");
        }
    }

    // Over what was committed after `published` was last stored.
    void walk_to_end(int fd, const DataHeader& words) {
        const RingIdentity& identity = words.identity;
        constexpr std::uint64_t kMostBeside = 2 * sizeof(FrameHeader);  // its header, a checksum
        std::uint64_t end = words.published;
        for (;;) {
            FrameHeader header{};
            // A file that is cut short is a problem by its size.
            if (!os::read_at(fd, kFramesOffset + (end & (identity.capacity - 1)), header)) return;
            const std::uint64_t size = header.word & 0xffff'ffff;
            const bool fits = size >= sizeof header &&
                              size <= identity.largest_record + kMostBeside &&
                              end + core::stride_of(size) <= words.oldest + identity.capacity;
            if (fits) {
                end += core::stride_of(size);
                continue;
            }
            found_.end = end;
            found_.end_sequence = header.sequence;
            if (header.word != 0) {
                problem("what lies at position " + std::to_string(end) + " can be no frame");
            }
            return;
        }
    }

    void check_sizes() {
        if (!found_.usable) return;
        const RingIdentity& identity = found_.data->identity;
        for (const Examination::File& file : found_.files) {
            const std::uint64_t wanted = file.name == kDataFile      ? data_bytes(identity.capacity)
                                         : file.name == kReadersFile ? readers_bytes(identity.slots)
                                                                     : file.bytes;
            if (file.bytes == wanted) continue;
            problem("its file '" + file.name + "' has " + std::to_string(file.bytes) +
                    " bytes instead of " + std::to_string(wanted));
        }
    }

    const os::UniqueFd& directory_;
    Examination& found_;
    os::ByteLocks locks_;
};

}  // namespace

Result<Examination> examine(const RingName& name) {
    const auto directory = open_ring_directory(name);
    if (!directory) return directory.error();
    // What is stored while it is read may seem to contradict itself, but not again and again.
    constexpr int kTries = 10;
    for (int attempt = 1;; ++attempt) {
        Examination found;
        Examiner(*directory, found).run();
        const bool in_use = found.seat_held || found.claim_held;
        if (found.problems.empty() || !in_use || attempt == kTries) return found;
        const timespec pause{0, 1'000'000};
        nanosleep(&pause, nullptr);
    }
}

}  // namespace ringpipe::inline v0
