// A folder of results by itself: what it refuses, what it replaces, what it removes, and that nobody's own is lost.
#include <algorithm>
#include <fmt/format.h>

#include "app/out_folder.hpp"
#include "app/program.hpp"
#include "app/progress.hpp"

namespace rewire {
using namespace app;
namespace {

using testing::refusal;

namespace fs = std::filesystem;

struct OutFolderTest : testing::InFolder {
    // A run that writes these files with these contents; what it printed.
    std::string ran(const std::vector<std::pair<std::string, std::string>>& files, bool force = false,
                    bool resume = false, const std::string& command = "rewire run x") {
        ::testing::internal::CaptureStdout();
        {
            OutFolder out(folder / "out", "--out", command, force, resume);
            for (const auto& [name, contents] : files) {
                fs::create_directories((out / name).parent_path());
                write_file(out / name, contents);
            }
            out.finish();
        }
        return ::testing::internal::GetCapturedStdout();
    }
    std::string refused(bool force = false) {
        ::testing::internal::CaptureStdout();
        const auto told = refusal([&] { OutFolder(folder / "out", "--out", "rewire run y", force, false); });
        ::testing::internal::GetCapturedStdout();
        return told;
    }
    std::vector<std::string> there() const {
        std::vector<std::string> out;
        for (const auto& f : fs::recursive_directory_iterator(folder / "out"))
            if (f.is_regular_file() && f.path().filename() != ".rewire" &&
                f.path().filename() != "ro-crate-metadata.json")
                out.push_back(f.path().lexically_relative(folder / "out").string());
        std::ranges::sort(out);
        return out;
    }
    using Names = std::vector<std::string>;
};

TEST_F(OutFolderTest, IsMadeAndListsWhatWasWritten) {
    EXPECT_EQ(ran({{"a.csv", "1"}, {"maps/b.csv", "2"}}), "");
    EXPECT_EQ(there(), (Names{"a.csv", "maps/b.csv"}));
    const auto list = text("out/.rewire");
    EXPECT_TRUE(list.starts_with("files that rewire wrote here; ")) << list;
    EXPECT_NE(list.find("\nrewire run x\n"), std::string::npos) << list;
    EXPECT_NE(list.find(" maps/b.csv\n"), std::string::npos) << list;
}
TEST_F(OutFolderTest, OfAnEarlierRunIsReplacedAndWhatIsLeftOverGoes) {
    ran({{"a.csv", "1"}, {"maps/b.csv", "2"}, {"maps/c.csv", "3"}});
    const auto said = ran({{"a.csv", "new"}, {"d.csv", "4"}}, false, false, "rewire run y");
    EXPECT_EQ(said, (folder / "out").string() +
                        " holds results of an earlier run (rewire run x); they are replaced when "
                        "this one is done\nremoved, as left over from the earlier run: "
                        "maps/b.csv, maps/c.csv\n");
    EXPECT_EQ(there(), (Names{"a.csv", "d.csv"}));
    EXPECT_FALSE(fs::exists(folder / "out/maps")) << "nor is an empty folder left";
    EXPECT_EQ(text("out/a.csv"), "new");
    EXPECT_EQ(ran({{"a.csv", "newer"}, {"d.csv", "4"}}, false, true), "") << "one that goes on replaces nothing";
}
TEST_F(OutFolderTest, WithOtherThingsIsRefused) {
    write("out", "a file");
    EXPECT_NE(refused(), "") << "a file is no folder";
    fs::remove(folder / "out");
    fs::create_directories(folder / "out");
    EXPECT_EQ(refused(), "") << "an empty folder is free";
    for (const char* name : {"e.txt", "a.txt", "d.txt", "b.txt", "c.txt"})
        write(std::string("out/") + name, "mine");
    fs::remove(folder / "out/.rewire");
    EXPECT_EQ(refused(),
              "--out: " + at("out") +
                  " holds other things than results of rewire (a.txt, b.txt, c.txt, d.txt and 1 more); choose "
                  "another folder, or give --force to write among them (files of the same names are replaced)");
    EXPECT_EQ(refused(true), "") << "forced";
    EXPECT_EQ(there().size(), 5u);
    EXPECT_EQ(text("out/a.txt"), "mine");
}
TEST_F(OutFolderTest, WithResultsThatWereChangedIsRefused) {
    ran({{"a.csv", "1"}, {"b.csv", "2"}});
    write("out/notes.txt", "mine");
    EXPECT_EQ(refused(), "") << "a name that no result has may stand beside";
    write("out/a.csv", "1 and a half");
    const std::string mend = "--out: choose another folder, or give --force to replace what the new run writes: in " +
                             at("out") + ", where rewire run x wrote, ";
    EXPECT_EQ(refused(), mend + "a.csv changed since");
    write("out/mine.html", "mine");
    EXPECT_EQ(refused(), mend + "a.csv changed since, mine.html came since");
    write("out/a.csv", "1");
    EXPECT_EQ(refused(), mend + "mine.html came since") << "changed back is not changed";
    write("out/a.csv", "1 and a half");
    ran({{"b.csv", "new"}}, true);
    EXPECT_EQ(text("out/a.csv"), "1 and a half") << "what was changed is nobody's left-over";
    EXPECT_EQ(there(), (Names{"a.csv", "b.csv", "mine.html", "notes.txt"}));
}
TEST_F(OutFolderTest, OfARunThatWroteNothingIsAsBefore) {
    ran({{"a.csv", "1"}});
    const auto list = text("out/.rewire");
    EXPECT_EQ(refused(), "");
    EXPECT_EQ(text("out/.rewire"), list) << "the list of the earlier run is put back";
    ::testing::internal::CaptureStdout();
    {
        OutFolder out(folder / "out", "--out", "rewire run z", false, false);
        EXPECT_TRUE(text("out/.rewire").starts_with("rewire writes here, or was stopped while it did"))
            << "while it works";
        write_file(out / "b.csv", "2");
    }
    ::testing::internal::GetCapturedStdout();
    EXPECT_TRUE(text("out/.rewire").starts_with("rewire writes here, or was stopped while it did"))
        << "half a run is told as one";
    EXPECT_EQ(refused(), "") << "and takes no consent to do again";
}
TEST_F(OutFolderTest, AStoreMayChangeAndStays) {
    ::testing::internal::CaptureStdout();
    {
        OutFolder out(folder / "out", "--out", "rewire run x", false, false);
        write_file(out.store("people.bin"), "1");
        out.finish();
    }
    write("out/people.bin", "1 and more");
    EXPECT_EQ(refusal([&] { OutFolder(folder / "out", "--out", "rewire run x", false, true); }), "");
    ::testing::internal::GetCapturedStdout();
    EXPECT_NE(text("out/.rewire").find("\n- people.bin\n"), std::string::npos) << text("out/.rewire");
}
// What a killed program left half written goes; that of one that still works does not.
TEST_F(OutFolderTest, HalfFilesOfTheDeadAreRemoved) {
    ran({{"a.csv", "1"}});
    pid_t dead = ::fork();
    if (dead == 0)
        ::_exit(0);
    ::waitpid(dead, nullptr, 0);
    write(fmt::format("out/.b.csv.{}.part", dead), "half");
    write(fmt::format("out/.c.csv.{}.part", ::getpid()), "half");
    ran({{"a.csv", "2"}}, true);
    EXPECT_FALSE(fs::exists(folder / fmt::format("out/.b.csv.{}.part", dead)));
    EXPECT_TRUE(fs::exists(folder / fmt::format("out/.c.csv.{}.part", ::getpid())));
}

// A line every tenth, where nobody looks at a terminal, and none of what is done in no time.
TEST(ProgressTest, SaysNothingOfWhatIsQuick) {
    ::testing::internal::CaptureStderr();
    Progress bar("living");
    for (int k = 0; k <= 100; ++k)
        bar.show(k / 100.0);
    bar.end();
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_FALSE(stop_asked());
}

} // namespace
} // namespace rewire
