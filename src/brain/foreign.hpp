// Files of other kinds, told by their first bytes.
#pragma once
#include "brain/unpack.hpp"
#include <filesystem>
#include <string_view>
#include <vector>

namespace rewire::brain {

// InputError that says what the file is and how to export a matrix from it, when it is of a kind that people have and
// rewire does not read: spreadsheets, R and Python objects, images and surfaces, tractograms, tables of statistics
// programs, web pages. `bytes` are unpacked already.
void refuse_foreign(std::string_view bytes, const std::filesystem::path& path);

// The same for what stands in a zip: Excel and OpenDocument sheets.
void refuse_foreign_zip(const std::vector<Member>& members, const std::filesystem::path& path);

} // namespace rewire::brain
