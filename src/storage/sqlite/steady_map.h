// A way to files for the SQLite library that keeps their mappings.
#pragma once

namespace planstead::storage {

/// The name of the library's own way to files, but for one thing: a mapped database stays mapped as
/// long as it has the same size. The library gives a mapping up whenever somebody else has
/// committed, since the file may have become shorter; beside a writer each read then pays for a new
/// one, and all processors are interrupted. With a log the file grows at checkpoints alone.
/// Registered at the first call, from any thread.
const char* steady_map();

}  // namespace planstead::storage
