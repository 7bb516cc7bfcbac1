// Record JSON: a record, and a gap between records, as one JSON object on a line (ringcat -J).
//
//     {"seq":812,"time":1763733600.123456789,"tag":0,"data":"a line without its newline"}
//     {"gap":120,"first":813,"last":932,"cause":"overrun"}
//
// All that ringcat(1) says of the keys is said to what comes out of here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

// What is the same for all records of a publication, put into words once.
class RecordJson {
public:
    // `time_ns` 0: not stamped.
    RecordJson(std::uint64_t time_ns, std::uint32_t tag);

    struct Record {
        std::uint64_t sequence = 0;
        std::span<const std::byte> data{};        // without the delimiter that ended it
        std::optional<std::uint8_t> delimiter{};  // that one, if there was one
        bool continued = false;                   // it goes on in the next record
    };

    // With `end` behind the object.
    void append(std::string& out, const Record& record, char end = '\n') const;

private:
    std::string marks_;  // what comes between the sequence and the data
};

// The record that take_record() took off a batch, whose `rest` is what it left: its data, its
// delimiter, whether it goes on.
[[nodiscard]] RecordJson::Record described(const Batch& rest, std::span<const std::byte> record);

void append_gap_json(std::string& out, const Gap& gap, char end = '\n');

}  // namespace ringpipe::ringcat
