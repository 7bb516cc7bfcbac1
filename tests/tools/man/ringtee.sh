# The examples of the manual page do what it says.
# shellcheck source=examples.bash
. "${EXPECT%/*}/man/examples.bash"
run_examples ringtee.1
