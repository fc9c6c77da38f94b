// The committed corpus of every fuzz target, read in every build: what was found and mended stays so, also without
// clang.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

// Each of tests/fuzz/fuzz_*.cpp, its entry named by its file (tests/CMakeLists.txt).
extern "C" {
int fuzz_any(const std::uint8_t*, std::size_t);
int fuzz_cifti(const std::uint8_t*, std::size_t);
int fuzz_csv(const std::uint8_t*, std::size_t);
int fuzz_graphml(const std::uint8_t*, std::size_t);
int fuzz_hdf5(const std::uint8_t*, std::size_t);
int fuzz_mat(const std::uint8_t*, std::size_t);
int fuzz_npz(const std::uint8_t*, std::size_t);
int fuzz_tvb_zip(const std::uint8_t*, std::size_t);
}

namespace {
using Reader = int (*)(const std::uint8_t*, std::size_t);
const std::vector<std::pair<std::string, Reader>> readers = {
    {"any", fuzz_any},   {"cifti", fuzz_cifti}, {"csv", fuzz_csv}, {"graphml", fuzz_graphml},
    {"hdf5", fuzz_hdf5}, {"mat", fuzz_mat},     {"npz", fuzz_npz}, {"tvb_zip", fuzz_tvb_zip},
};
const std::filesystem::path corpus = std::filesystem::path(REWIRE_SOURCE_DIR) / "tests/fuzz/corpus";
} // namespace

TEST(Corpus, EveryReaderAnswersOrSaysWhatIsWrong) {
    for (const auto& [name, read] : readers) {
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(corpus / name)) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), {});
            ++files;
            const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
            EXPECT_NO_THROW(EXPECT_EQ(read(data, bytes.size()), 0)) << name << ": " << entry.path().filename();
            EXPECT_NO_THROW(read(data, bytes.size() / 2)) << name << ", cut: " << entry.path().filename();
        }
        EXPECT_GT(files, 0) << name;
    }
}

TEST(Corpus, HasAFolderForEveryReaderAndNoOther) {
    std::vector<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator(corpus))
        folders.push_back(entry.path().filename().string());
    std::sort(folders.begin(), folders.end());
    std::vector<std::string> names;
    for (const auto& [name, read] : readers)
        names.push_back(name);
    EXPECT_EQ(folders, names);
}
