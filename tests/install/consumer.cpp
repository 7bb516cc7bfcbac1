// A program outside of the project, built against the installed headers and library.
#include <cstdio>
#include <cstring>
#include <span>

#include <ringpipe/reader.h>
#include <ringpipe/writer.h>

int main() {
    auto ring = ringpipe::Ring::in_memory({});
    if (!ring) return 1;
    auto reader = ringpipe::Reader::attach(*ring, {});
    auto writer = ringpipe::Writer::attach(*ring, {});
    if (!reader || !writer) return 1;

    const char word[] = "hello";
    if (writer->push(std::as_bytes(std::span(word))) != ringpipe::Push::kPublished) return 1;

    ringpipe::Batch batch;
    if (reader->next(batch, ringpipe::Deadline::passed()) != ringpipe::Next::kBatch) return 1;
    if (batch.bytes.size() != sizeof word ||
        std::memcmp(batch.bytes.data(), word, sizeof word) != 0) {
        return 1;
    }
    std::puts("hello through an installed ringpipe");
    return 0;
}
