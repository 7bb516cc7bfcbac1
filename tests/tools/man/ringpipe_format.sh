# The examples of the format's page show the bytes that are there.
# shellcheck source=examples.bash
. "${EXPECT%/*}/man/examples.bash"
run_examples ringpipe.5
