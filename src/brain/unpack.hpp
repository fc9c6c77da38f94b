// What packed files hold, with bounds on what they may unpack to.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

struct Member {
    std::string path;  // inside the zip
    std::string name;  // its last part, in lower case, without .bz2
    std::string bytes; // unpacked
};

// The files of a zip; names that begin with '.' or '_' and the folder __MACOSX are passed over, members that end in
// .bz2 are unpacked too. InputError when it is damaged, a member leaves the zip's folder, there are more than 1000, or
// they unpack to more than most_file_bytes or by more than 200 to 1.
std::vector<Member> read_zip(std::string_view bytes, const std::string& file);

bool is_zip(std::string_view bytes);

// "gzip", "bzip2", "xz" or "zstd", by the first bytes; empty when it is none of them.
std::string_view packing(std::string_view bytes);

// The one file in a packed one; bounds and errors as above.
std::string unpacked(std::string_view bytes, const std::string& file);

// "a.txt, b.npy ...", for an error's text.
std::string names_of(const std::vector<Member>& members);

} // namespace rewire::brain
