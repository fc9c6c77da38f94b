// What a folder of results says of itself in ro-crate-metadata.json, held against the folder: RO-Crate 1.3.
#pragma once
#include <filesystem>
#include <string>

namespace rewire::testing {

// Required properties, every file listed once with its true size and hash, every reference to something in the graph,
// all of it to be reached from the root.
void expect_crate(const std::filesystem::path& folder);

} // namespace rewire::testing
