// Payload: records that prove by themselves that they arrived whole, once and in order.
#include "ring_bench/payload.h"

#include <algorithm>
#include <cstring>

#include "ring_bench/clock.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kWord = sizeof(std::uint64_t);
constexpr std::uint64_t kLine = 64;
constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;

std::uint64_t word_at(const std::byte* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

void put_word(std::byte* to, std::uint64_t word) {
    std::memcpy(to, &word, sizeof word);
}

// Where the checksum stands; 0: the record is too short for one.
std::uint64_t checksum_offset(std::uint64_t bytes) {
    return bytes < 2 * kWord ? 0 : (bytes / kWord - 1) * kWord;
}

// Of all bytes but the checksum itself. Four sums at once keep the processor's adders busy.
std::uint64_t sum_of(const std::byte* bytes, std::uint64_t size) {
    const std::uint64_t end = checksum_offset(size);
    std::array<std::uint64_t, 4> sums{};
    std::uint64_t at = 0;
    for (; at + 4 * kWord <= end; at += 4 * kWord) {
        for (std::uint64_t i = 0; i < 4; ++i) sums[i] += word_at(bytes + at + i * kWord);
    }
    for (; at < end; at += kWord) sums[0] += word_at(bytes + at);
    for (at = end + kWord; at < size; ++at) sums[1] += std::to_integer<std::uint64_t>(bytes[at]);
    return sums[0] + sums[1] + sums[2] + sums[3];
}

std::uint64_t line_stamp(std::uint64_t word, std::uint64_t offset) {
    return word * kOdd + offset;
}

}  // namespace

Payload::Payload(std::uint64_t bytes, Verify verify, std::uint32_t sender,
                 std::uint64_t damaged_record, Content content)
    : bytes_(bytes),
      verify_(verify),
      sender_(static_cast<std::uint64_t>(sender) << kSenderShift),
      content_(content),
      damaged_record_(damaged_record),
      image_(bytes) {
    if (content_ != Content::kProof) {
        for (std::size_t i = 0; i < image_.size(); ++i) {
            image_[i] = content_ == Content::kFill ? std::byte{0xab} : static_cast<std::byte>(i);
        }
        return;
    }
    std::uint64_t random = kOdd;
    for (std::byte& byte : image_) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        byte = static_cast<std::byte>(random >> 32);
    }
    if (checksum_offset(bytes_) == 0) return;
    const std::uint64_t end = checksum_offset(bytes_);
    for (std::uint64_t at = 0; at < end; at += kLine) put_word(image_.data() + at, 0);
    if (end > kWord) put_word(image_.data() + kWord, 0);  // when it is due
    fixed_sum_ = sum_of(image_.data(), bytes_);
}

void Payload::stamp(std::byte* to, std::uint64_t at_ns) {
    const std::uint64_t word = sender_ | sequence_++;
    if (bytes_ < kWord) {
        std::memcpy(to, &word, bytes_);
        digest_ += word & 0xffffffff;
        return;
    }
    put_word(to, word);
    digest_ += word * kOdd;
    const std::uint64_t end = checksum_offset(bytes_);
    if (content_ != Content::kProof) {
        if (at_ns != 0 && end > kWord) put_word(to + kWord, at_ns);
        return;
    }
    if (end > kWord) put_word(to + kWord, at_ns);
    std::uint64_t sum = fixed_sum_ + word + (end > kWord ? at_ns : 0);
    for (std::uint64_t at = kLine; at < end; at += kLine) {
        const std::uint64_t stamp = line_stamp(word, at);
        put_word(to + at, stamp);
        sum += stamp;
    }
    if (verify_ == Verify::kFull && end != 0) {
        put_word(to + end, sum);
        digest_ += sum;
    }
}

// The same bit again and again: the second time puts it right.
void Payload::damage(std::byte* record) const {
    record[verify_ == Verify::kFull ? checksum_offset(bytes_) / 2 : 0] ^= std::byte{1};
}

std::span<const std::byte> Payload::next(std::uint64_t at_ns) {
    if (damaged_) damage(image_.data());
    damaged_ = sequence_ == damaged_record_;
    stamp(image_.data(), at_ns);
    if (damaged_) damage(image_.data());
    return image_;
}

void Payload::next_into(std::span<std::byte> room) {
    std::memcpy(room.data(), image_.data(), bytes_);
    const bool damaged = sequence_ == damaged_record_;
    stamp(room.data(), 0);
    if (damaged) damage(room.data());
}

void Checker::see(std::span<const std::byte> record) {
    if (record.size() != bytes_) {
        ++corrupt_;
        return;
    }
    std::uint64_t word = 0;
    std::memcpy(&word, record.data(), std::min<std::size_t>(sizeof word, record.size()));
    const std::uint64_t sequence = word & ((std::uint64_t{1} << kSenderShift) - 1);
    std::uint64_t& next = next_[word >> kSenderShift];
    const std::uint64_t end = checksum_offset(bytes_);
    if (verify_ == Verify::kFull && end != 0) {
        const std::uint64_t sum = sum_of(record.data(), bytes_);
        if (sum != word_at(record.data() + end)) {
            ++corrupt_;
            next = std::max(next, sequence + 1);
            return;
        }
        digest_ += sum;
    }
    digest_ += bytes_ < kWord ? word & 0xffffffff : word * kOdd;
    if (sequence < next) {
        ++repeated_;
        return;
    }
    lost_ += sequence - next;
    next = sequence + 1;
    ++records_;
}

std::vector<std::byte> last_record(std::uint64_t bytes) {
    return std::vector<std::byte>(bytes, std::byte{0xff});
}

bool is_last_record(std::span<const std::byte> record) {
    std::uint64_t word = UINT64_MAX;
    std::memcpy(&word, record.data(), std::min(sizeof word, record.size()));
    return word == UINT64_MAX;
}

std::uint64_t due_ns(std::span<const std::byte> record) {
    return record.size() < kSmallestTimedRecord ? 0 : word_at(record.data() + kWord);
}

double verification_ns(std::uint64_t bytes, Verify verify) {
    const auto times = static_cast<int>(4'000'000 / (bytes + 2000));
    if (bytes < kWord) return 0;
    Payload payload(bytes, verify, 0);
    Checker checker(bytes, verify);
    const std::vector<std::byte> plain(bytes);
    std::vector<std::byte> copy(bytes);
    // Both copy a record, so that the difference is the proof.
    const auto cost = [&](bool prove) {
        const std::uint64_t start_ns = now_ns();
        for (int i = 0; i < times; ++i) {
            const auto record = prove ? payload.next() : std::span(plain);
            std::memcpy(copy.data(), record.data(), bytes);
            asm volatile("" : : "r"(copy.data()) : "memory");
            if (prove) checker.see(copy);
        }
        return static_cast<double>(now_ns() - start_ns) / times;
    };
    // Whatever disturbs makes it longer: the shortest of several is the cost itself.
    const auto least = [&](bool prove) {
        double best = cost(prove);
        for (int i = 0; i < 8; ++i) best = std::min(best, cost(prove));
        return best;
    };
    return std::max(0.0, least(true) - least(false));
}

}  // namespace ringpipe::ring_bench
