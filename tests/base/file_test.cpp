#include "base/file.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/temporary_folder.hpp"

using namespace rewire;
namespace fs = std::filesystem;

namespace {
using made::message;
struct Files : made::TemporaryFolder {
    std::size_t count() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
};
} // namespace

TEST_F(Files, AreWrittenWholeAndReadBack) {
    const std::string bytes("a\0b\n", 4);
    write_file(folder / "x", bytes);
    EXPECT_EQ(read_file(folder / "x"), bytes);
    EXPECT_EQ(count(), 1u);
}

TEST_F(Files, StayAsTheyWereWhenWritingFails) {
    write_file(folder / "x", "old");
    EXPECT_THROW(write_file(folder / "x",
                            [](const Pieces& out) {
                                out("new");
                                throw std::runtime_error("the writer gave up");
                            }),
                 std::runtime_error);
    EXPECT_EQ(read_file(folder / "x"), "old");
    EXPECT_EQ(count(), 1u);
}

// A full disk, stood for by /dev/full and by a limit on the length of files: told once, with the name, and no half
// file.
TEST_F(Files, SayWhenTheDiskIsFullAndLeaveNothingHalf) {
    EXPECT_EQ(message([&] { write_file("/dev/full", "x"); }), "/dev/full: cannot be written: No space left on device");
    EXPECT_TRUE(fs::is_character_file("/dev/full")) << "a device keeps its name";
    write_file("/dev/null", "x");
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
    write_file(folder / "x", "old");
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto told = message([&] { write_file(folder / "x", std::string(200000, 'n')); });
        ::_exit(told == (folder / "x").string() + ": cannot be written: File too large" ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(read_file(folder / "x"), "old");
    EXPECT_EQ(count(), 1u);
    EXPECT_EQ(
        message([&] { write_file(folder / "none" / "x", "n"); }),
        (folder / "none" / "x").string() + ": cannot be written: No such file or directory; make its folder first");
    EXPECT_NE(message([&] { write_file(folder, "n"); }).find("a folder of that name is in the way"), std::string::npos);
}

TEST_F(Files, SayWhatIsWrong) {
    EXPECT_EQ(message([&] { read_file(folder / "none"); }), (folder / "none").string() + ": no such file");
    EXPECT_EQ(message([&] { read_file(folder); }), folder.string() + ": is a folder; a file is expected");
    write_file(folder / "big", std::string(3 << 20, 'x'));
    EXPECT_EQ(message([&] { read_file(folder / "big", 1 << 20); }),
              (folder / "big").string() + ": is larger than 1 MB, the most that is read");
    EXPECT_NE(message([&] { write_file("/nowhere/at/all", "x"); }).find("cannot be written"), std::string::npos);
    EXPECT_NE(message([&] { make_folder(folder / "big" / "below"); }).find("cannot be made a folder"),
              std::string::npos);
}

TEST(Errors, AreToldTogetherInFileOrderWithLineAndCaret) {
    Problems p;
    p.add({"b.toml", 2, 0, "second", {}});
    p.add({"a.toml", 5, 3, "wong_wang has no parameter \"tau_e\"; did you mean \"tau_E\"?", "  tau_e = \"90 ms\""});
    try {
        p.raise_if_any();
        FAIL();
    } catch (const InputError& e) {
        EXPECT_STREQ(e.what(),
                     "a.toml:5:3: wong_wang has no parameter \"tau_e\"; did you mean \"tau_E\"?\n    5 |   tau_e = "
                     "\"90 ms\"\n      |   ^\nb.toml:2: second");
    }
}

TEST(Errors, SuggestTheNearestNameOrNone) {
    EXPECT_EQ(did_you_mean("tau_e", {"tau_I", "tau_E"}), "; did you mean \"tau_E\"?");
    EXPECT_EQ(did_you_mean("wongwang", {"hopf", "wong_wang"}), "; did you mean \"wong_wang\"?");
    EXPECT_EQ(did_you_mean("quasar", {"hopf", "wong_wang"}), "");
}
