// ringcat(1): copies records from standard input into a ring, or from a ring to standard output.
//
//   options.{h,cpp}    command line -> Options; no side effects    help.h, position, delimiter
//   open_ring, attach  the ring that was named, and a reader there: opened, made, waited for
//   publish.{h,cpp}    stdin -> ring      feed, input, read_ahead: reading
//                                         pusher: one publication, waiting
//   captured.{h,cpp}   a command's output -> ring    command: running it    terminal: its own
//                                         relay: signals for it
//   deliver.{h,cpp}    ring -> stdout     form: what to write    stdout_writer: writing it
//                                         plain, json, sifted_form; write_list, record_json
//   each.{h,cpp}       ring -> a command  collection: the next batch, in a batch_file
//                                         attempt: one run    dead_letter: what nobody would take
//   archiver.{h,cpp}   ring -> a file of zstd frames    archive_start: who goes on where
//                      archive_writer: the disk    archive: the file    archive_tail: mending it
//                      archive_trailer, zstd_frame: what is in it    rotation, rotated_files
//   replay.{h,cpp}     JSON -> ring       recorded: reading it
//   last_party.{h,cpp} --rm    progress, progress_line: -p and SIGUSR1
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/archiver.h"
#include "ringcat/deliver.h"
#include "ringcat/each.h"
#include "ringcat/options.h"
#include "ringcat/progress.h"
#include "ringcat/publish.h"

int main(int argc, char** argv) {
    using namespace ringpipe;
    tools::set_tool("ringcat");
    if (!tools::reserve_std_streams()) return tools::kFailed;

    ringcat::Options options;
    if (const auto status = ringcat::parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.quiet);
    tools::set_verbose(options.verbose);

    tools::catch_stop_signals();
    int status = 0;
    {
        const ringcat::progress::Teller teller(options);
        status = options.write             ? ringcat::publish(options)
                 : options.deliver.each    ? ringcat::each(options)
                 : options.deliver.archive ? ringcat::archive(options)
                                           : ringcat::deliver(options);
    }
    if (tools::is_stop(status - tools::kSignal)) tools::die_of(status - tools::kSignal);
    return status;
}
