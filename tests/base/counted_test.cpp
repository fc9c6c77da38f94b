// A number has the word that fits it, wherever one is told.
#include "base/counted.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <regex>

#include "base/file.hpp"

namespace rewire {
namespace {

TEST(Counted, one_has_no_s) {
    EXPECT_EQ(counted(1, "region"), "1 region");
    EXPECT_EQ(counted(0u, "region"), "0 regions");
    EXPECT_EQ(counted(2, "person", "people"), "2 people");
    EXPECT_EQ(counted(std::size_t{1}, "virtual person", "virtual people"), "1 virtual person");
}

// What a count begins a line or a clause with goes through counted(); "2 of 3 people" needs no singular.
TEST(Counted, nothing_that_is_printed_says_1_regions) {
    const std::regex bare(
        R"re((^|[^f] |[\"(;,:] ?)\{\} (regions|virtual people|outputs|targets|parameters|threads)[ ,;\\{"])re");
    for (const auto& entry : std::filesystem::directory_iterator(REWIRE_SOURCE_DIR "/src/app")) {
        const auto text = read_file(entry.path());
        std::size_t from = 0;
        while (from < text.size()) {
            const auto end = std::min(text.find('\n', from), text.size());
            const auto line = text.substr(from, end - from);
            EXPECT_TRUE(line.find("print(") == std::string::npos || !std::regex_search(line, bare))
                << entry.path() << ": " << line;
            from = end + 1;
        }
    }
}

} // namespace
} // namespace rewire
