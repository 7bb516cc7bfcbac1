// What a tool says on stderr: "tool: object: problem", then perhaps a "hint:" line; or, with
// --errors=json, all of it as one object on a line.
//
// Threads   any: one line at a time.
#pragma once

#include <string>
#include <string_view>

#include "ringpipe/error.h"

namespace ringpipe::tools {

// Named once, first thing in main(), from when on the want of memory is an error, too; --quiet
// silences notices, never errors; --verbose has inform() speak also to a stderr that is no
// terminal.
void set_tool(std::string_view name);
[[nodiscard]] std::string_view tool();
void set_quiet(bool quiet);
void set_verbose(bool verbose);
[[nodiscard]] bool is_quiet();
void set_errors_json(bool json);
[[nodiscard]] bool errors_are_json();

// Prints and returns the exit code that fits, so that a caller can `return fail(error)`.
int fail(const Error& error);
int fail(int exit_code, std::string_view object, std::string_view problem,
         std::string_view hint = {});

// What fail() would write: the line or lines, with their ends.
[[nodiscard]] std::string failure_text(int exit_code, std::string_view object,
                                       std::string_view problem, std::string_view hint = {});

// One line that tells of something that somebody ought to know; silenced by --quiet.
void notice(std::string_view object, std::string_view text);

// The same of what was asked for just now; not silenced.
void tell(std::string_view object, std::string_view text);

// A line on a terminal that gives way to the next one, whatever that is.
void draw(std::string_view object, std::string_view text);

// A line for programs, an object of its own; not silenced.
void say_json(std::string_view object);

// One line that tells a person what happens when all is usual: on a terminal, or with --verbose.
void inform(std::string_view object, std::string_view text);

}  // namespace ringpipe::tools
