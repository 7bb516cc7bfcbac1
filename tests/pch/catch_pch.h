// Compiled once for all tests: Catch2 is the slowest header they include.
#include "../catch.h"
