// The line of -p says what is known, and nothing else.
#include "ringcat/progress_line.h"

#include "catch.h"
#include "common/diagnostics.h"

using ringpipe::ringcat::ProgressLine;

TEST_CASE("progress is told in words") {
    ProgressLine line;
    line.records = 1;
    line.bytes = 300;
    line.seconds = 2;
    line.record_rate = 0.5;
    line.byte_rate = 150;
    CHECK(line.text() == "1 record, 300 B in 2s, 0.50/s, 150 B/s");
    line.records = 1'200'000;
    line.bytes = 307'232'768;
    line.seconds = 7;
    line.record_rate = 171'000;
    line.byte_rate = 43'935'334;
    line.fill_ratio = 0.41;
    line.done_ratio = 0.344;
    line.eta_seconds = 13;
    CHECK(line.text() ==
          "1.20M records, 293 MiB in 7s, 171k/s, 41.9 MiB/s, fill 41%, done 34%, 13s left");
}

TEST_CASE("progress as JSON has null for what is not known") {
    ringpipe::tools::set_tool("ringcat");
    ProgressLine line;
    line.records = 3;
    line.bytes = 6;
    line.seconds = 0.5;
    line.record_rate = 6;
    line.byte_rate = 12;
    CHECK(line.json("logs") ==
          R"({"level":"progress","tool":"ringcat","object":"logs","records":3,"bytes":6,)"
          R"("seconds":0.5,"record_rate":6,"byte_rate":12,"fill_ratio":null,"done_ratio":null,)"
          R"("eta_seconds":null})");
}
