// What `rewire run` refuses before anybody lives, prints and leaves behind.
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/program.hpp"
#include "base/file.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::run;

struct Run : ::testing::Test {
    fs::path folder = fs::temp_directory_path() / ("rewire_run_test_" + std::to_string(::getpid()) + "_" +
                                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
    Run() { fs::create_directories(folder); }
    ~Run() override { fs::remove_all(folder); }
    std::string at(const std::string& name) const { return (folder / name).string(); }
    std::string out() const { return " --out " + at("out"); }
};
const std::string cases = REWIRE_SOURCE_DIR "/tests/cases/";

TEST_F(Run, ReadsAnInstrumentThatIsNamedTwiceOnceAndSaysSo) {
    const auto o = run("run " + cases + "dupins.toml --draws 2" + out());
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("gad7 is asked for twice; it is read once."), std::string::npos) << o.text;
    const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
    EXPECT_EQ(summary["visits"]["0"]["measures"].size(), 2u);
    EXPECT_NE(run("check " + cases + "dupins.toml").text.find("gad7 is asked for twice"), std::string::npos);
}
TEST_F(Run, RefusesBeforeAnybodyLivesWhatCannotBeWritten) {
    fs::create_directories(folder / "own/instruments");
    write_file(folder / "own/instruments/rate.toml",
               "name = \"rate\"\nsays = \"Mine.\"\nsource = \"mine\"\nunit = \"points\"\nsignal = \"anxiety\"\nlow = "
               "0\nhigh = 21\n");
    write_file(folder / "own.toml", "[visits]\nweeks = [0, 500]\ninstruments = [\"rate\"]\n");
    auto o = run("run " + at("own.toml") + " --draws 100000 --catalog " + at("own") + out());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_NE(o.text.find("\"rate\" stands twice"), std::string::npos) << o.text;
    write_file(folder / "bids/diary.txt", "mine");
    o = run("run " + cases + "dupins.toml --draws 100000 --bids " + at("bids") + out());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_NE(o.text.find("a BIDS dataset wants a folder of its own"), std::string::npos) << o.text;
    EXPECT_FALSE(fs::exists(folder / "out/summary.json"));
}

} // namespace
} // namespace rewire
