// Things of one's own in a run: mechanisms on trial are told wherever they act, files are kept beside the scenario,
// plans are compared as texts.
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.hpp"
#include "refusal.hpp"
#include "study/compare.hpp"
#include "study/job_identity.hpp"
#include "study/lives.hpp"
#include "study/own_mechanisms.hpp"

namespace rewire::study {
namespace {

namespace fs = std::filesystem;
const std::string plan =
    "[population]\nn = 2\nfrom = \"gad_outpatient\"\n[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n";

// x' = (u - x)/tau
class Level final : public mechanism::Equations {
public:
    void drift(const mechanism::Columns& at, double* const* dx) const override {
        for (std::size_t c = 0; c < at.cells; ++c)
            dx[0][c] = (at.u[0][c] - at.x[0][c]) / at.p[0][c];
    }
    void leak(const mechanism::Columns& at, double* const* rate) const override {
        for (std::size_t c = 0; c < at.cells; ++c)
            rate[0][c] = 1 / at.p[0][c];
    }
    void emit(const mechanism::Columns& at, double* const* y) const override { std::copy_n(at.x[0], at.cells, y[0]); }
};
LifeOptions with_level(std::string read, std::string source) {
    LifeOptions o;
    o.mechanisms.push_back(
        mechanism::own_mechanism({.name = "level",
                                  .claim = "c",
                                  .equations = "(1)",
                                  .assumes = "a",
                                  .fails = "f",
                                  .cite = "assumed",
                                  .in_place_of = "",
                                  .states = {{.name = "x", .note = "n", .value = 1, .low = -9, .high = 9}},
                                  .params = {{.name = "tau", .unit = "d", .note = "assumed", .value = 3}},
                                  .inputs = {{.name = std::move(read), .note = "n", .value = 1}},
                                  .outputs = {{.name = "level", .note = "n"}},
                                  .leaks = true,
                                  .file = "level.py",
                                  .source = std::move(source)},
                                 std::make_shared<Level>()));
    return o;
}
bool told(const std::vector<std::string>& warnings, std::string_view what) {
    return std::ranges::any_of(warnings, [&](const auto& w) { return w.find(what) != std::string::npos; });
}

struct Folder {
    fs::path path = fs::temp_directory_path() / ("rewire_own_" + std::to_string(::getpid()));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
};

} // namespace

TEST(OwnMechanisms, AreToldWhereverTheyAct) {
    const auto job = life_job(plan, "one.toml", with_level("sleep", "class Level"));
    const LivesRequest request{.people = 2, .seed = 1, .threads = 1};
    const auto done = lives(job, request);
    EXPECT_TRUE(told(done.warnings, "The mechanism level is experimental and slow"));
    EXPECT_FALSE(told(done.warnings, "nobody puts out"));
    const auto summary = summary_of(job, request, done, {"none"});
    EXPECT_EQ(summary["experimental"][0]["mechanism"], "level");
    EXPECT_NE(job.model.wiring->body->find("level"), life::nowhere) << "it is there";
    EXPECT_EQ(done.hash, lives(life_job(plan, "one.toml", {}), request).hash) << "what nobody reads moves nobody";
    const auto astray = life_job(plan, "one.toml", with_level("slepe", "class Level"));
    EXPECT_TRUE(told(astray.brain.warnings,
                     "level: did you mean \"sleep\"? nobody puts out \"slepe\", which it reads; it keeps 1."));
    Folder folder;
    write(job, plan, request, done, {"none"}, folder.path);
    EXPECT_EQ(read_file(folder.path / "scenario/mechanisms/level.py", 1000), "class Level");
}

TEST(OwnMechanisms, ArePartOfWhatNumbersHangOn) {
    const auto identity = [](const LifeOptions& o) {
        return identity_of_people(life_job(plan, "one.toml", o), plan, 1);
    };
    const auto one = identity(with_level("sleep", "class Level")), none = identity({});
    EXPECT_EQ(one.difference(identity(with_level("sleep", "class Level"))), "");
    EXPECT_EQ(one.difference(identity(with_level("sleep", "class Level # other"))), "the mechanisms on trial");
    EXPECT_NE(none.difference(one), "");
}

TEST(OwnFiles, AreToldByTheNameThatIsMeantAndKept) {
    Folder folder;
    const auto file = folder.path / "own/lives/bereavement.toml";
    fs::create_directories(file.parent_path());
    std::string life(embedded("lives/bereavement.toml"));
    ASSERT_FALSE(life.empty());
    write_file(file, life + "\n");
    LifeOptions o;
    o.catalog = (folder.path / "own").string();
    EXPECT_TRUE(told(life_job(plan, "one.toml", o).notes, o.catalog + "/lives/bereavement.toml takes the place"));
    o.catalog_as = "catalog";
    const auto job = life_job(plan, "one.toml", o);
    EXPECT_EQ(job.notes.size(), 1u);
    EXPECT_TRUE(job.notes.front().starts_with("catalog/lives/bereavement.toml takes the place"));
    ASSERT_EQ(job.own_files.size(), 1u);
    EXPECT_EQ(job.own_files.front().name, "lives/bereavement.toml");
    const LivesRequest request{.people = 1, .seed = 1, .threads = 1};
    const auto done = lives(job, request);
    write(job, plan, request, done, {"none"}, folder.path);
    EXPECT_EQ(read_file(folder.path / "scenario/catalog/lives/bereavement.toml", 100'000), life + "\n");
    LifeOptions again;
    again.catalog = (folder.path / "scenario/catalog").string();
    EXPECT_EQ(lives(life_job(plan, "one.toml", again), request).hash, done.hash);
}

TEST(ComparedPlans, AreGivenAsTexts) {
    const auto n = [](const std::string& people) {
        return "[population]\nn = " + people +
               "\nfrom = \"gad_outpatient\"\n[visits]\nweeks = [0, 1]\ninstruments = "
               "[\"gad7\"]\n";
    };
    const auto given = [&](std::vector<PlanText> texts) {
        return GivenPlans{.plans = {}, .people = {}, .seed = 4, .life = {}, .texts = std::move(texts)};
    };
    const auto two = compared_plans(given({{"a", "protocol", n("5")}, {"b", "protocol", n("3")}}));
    EXPECT_EQ(two.people, 3u) << "the fewest";
    EXPECT_EQ(two.seed, 4u);
    ASSERT_EQ(two.arms.size(), 2u);
    EXPECT_EQ(two.arms[0].name, "a");
    EXPECT_EQ(two.arms[1].source, "protocol");
    EXPECT_NE(testing::refusal([&] {
                  compared_plans(given({{"a", "text", n("5")}}));
              }).find("give two or more"),
              std::string::npos);
    EXPECT_NE(testing::refusal([&] {
                  compared_plans(given({{"a", "text", n("5")}, {"b", "text", "[trial]\npeople = 12\n"}}));
              }).find("this is a trial"),
              std::string::npos);
}

} // namespace rewire::study
