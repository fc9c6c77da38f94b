// `rewire calibrate` and `rewire sensitivity` as a user meets them, with very few people.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/crate.hpp"
#include "app/program.hpp"
#include "base/file.hpp"
#include "fit/cma_es.hpp"
#include "scenario/document.hpp"
#include "study/claims.hpp"

namespace fs = std::filesystem;

namespace {

using rewire::testing::Outcome;
using rewire::testing::run;

const std::string objective = rewire::testing::short_objective(3);

struct FitProgram : rewire::testing::InFolder {
    FitProgram() {
        write("claims.toml", rewire::testing::short_claims);
        write("objective.toml", objective);
    }
    std::string asked() const { return " --claims " + at("claims.toml") + " --people 3 --outputs \"anxiety of\" "; }
};
struct CalibrateProgram : FitProgram {
    void SetUp() override {
        if (!rewire::fit::has_cma_es())
            GTEST_SKIP() << "built without " << rewire::fit::cma_es_package;
    }
    Outcome calibrate(const std::string& more) const { return run("calibrate " + at("objective.toml") + " " + more); }
};
std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

TEST_F(CalibrateProgram, brings_the_answers_nearer_and_writes_what_it_found) {
    const auto o = calibrate("--out " + at("a"));
    ASSERT_EQ(o.code, 0) << o.text;
    rewire::testing::expect_crate(folder / "a");
    rewire::scenario::Document document(text("a/result.toml"), "result.toml");
    auto root = document.root();
    auto cost = root.section("objective");
    EXPECT_LT(cost.number("after"), cost.number("before"));
    EXPECT_LT(cost.number("misfit_after"), cost.number("misfit_before"));
    EXPECT_EQ(root.text("version"), "0.1.0");
    EXPECT_NE(root.text("command").find("calibrate"), std::string::npos);
    auto parameters = root.sections("parameter");
    ASSERT_EQ(parameters.size(), 2u);
    EXPECT_EQ(parameters[0].text("name"), "anxiety.a_A");
    EXPECT_GE(parameters[0].number("value"), 1);
    EXPECT_LE(parameters[0].number("value"), 4);
    EXPECT_GT(parameters[0].number("sd"), 0);
    EXPECT_LT(parameters[0].number("p05"), parameters[0].number("p95"));
    EXPECT_LT(parameters[0].number("sd_over_prior"),
              parameters[1].number("sd_over_prior")); // anxiety hangs on a_A rather than on g_C
    EXPECT_EQ(parameters[1].text("verdict"), "not pinned down");
    auto told = root.sections("claim");
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].number("target"), 13.5);
    EXPECT_LT(std::abs(told[0].number("after") - 13.5), std::abs(told[0].number("before") - 13.5));
    EXPECT_EQ(root.sections("combination").size(), 2u);
    document.raise();
    // At most the start, 3 generations of 5, a star of 4 and a last step, each once; and what [parameters] says is one
    // of the points.
    const auto evaluations = text("a/evaluations.csv");
    EXPECT_LE(lines(evaluations), 22u);
    EXPECT_GE(lines(evaluations), 17u);
    const auto page = text("a/report.html");
    for (const char* said : {"anxiety of patients", "not pinned down", "10.1007/3-540-32494-1_4"})
        EXPECT_NE(page.find(said), std::string::npos) << said;
    EXPECT_EQ(evaluations.substr(0, 6), "setup,");
    EXPECT_EQ(lines(text("a/ensemble.csv")), 21u);
    EXPECT_EQ(text("a/ensemble.csv").substr(0, 22), "anxiety.a_A,gains.g_C\n");
}

TEST_F(CalibrateProgram, what_it_found_can_be_put_into_a_scenario) {
    ASSERT_EQ(calibrate("--out " + at("a")).code, 0);
    const auto result = text("a/result.toml");
    const auto from = result.find("[parameters]\n"), to = result.find("\n\n", from);
    rewire::write_file(folder / "scenario.toml",
                       "[plan]\nlife = \"ordinary\"\n[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n" +
                           result.substr(from, to - from + 1));
    const auto o = run("check " + at("scenario.toml"));
    EXPECT_EQ(o.code, 0) << o.text;
}

TEST_F(CalibrateProgram, goes_on_from_a_torn_file_to_the_same_hash) {
    ASSERT_EQ(calibrate("--out " + at("a")).code, 0);
    const auto whole = text("a/evaluations.csv");
    const auto journal = text("a/evaluations.bin");
    const auto cut = rewire::testing::records_of(journal).at(8); // behind the header and eight points
    fs::create_directories(folder / "b");
    rewire::write_file(folder / "b/evaluations.bin", journal.substr(0, cut + 30)); // the ninth is torn
    const auto o = calibrate("--resume --force --out " + at("b"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("8 points are done already"), std::string::npos) << o.text;
    EXPECT_EQ(hash("b"), hash("a"));
    EXPECT_EQ(text("b/evaluations.csv"), whole);
    EXPECT_EQ(text("b/ensemble.csv"), text("a/ensemble.csv"));
}

TEST_F(CalibrateProgram, stopped_or_killed_it_goes_on_to_the_same_hash) {
    ASSERT_EQ(calibrate("--out " + at("whole")).code, 0);
    for (const auto& [signal, name] : {std::pair(SIGINT, "stopped"), std::pair(SIGKILL, "killed")}) {
        const int status = rewire::testing::interrupted("calibrate " + at("objective.toml") + " --out " + at(name),
                                                        folder / name / "evaluations.bin", 2, signal, at("log"));
        if (signal == SIGINT) {
            EXPECT_EQ(WEXITSTATUS(status), 130);
            EXPECT_NE(text("log").find("--resume goes on"), std::string::npos) << text("log");
        } else {
            EXPECT_TRUE(WIFSIGNALED(status));
        }
        EXPECT_FALSE(fs::exists(folder / name / "result.toml"));
        const auto o = calibrate("--resume --out " + at(name));
        ASSERT_EQ(o.code, 0) << o.text;
        EXPECT_NE(o.text.find("done already"), std::string::npos) << o.text;
        EXPECT_EQ(hash(name), hash("whole"));
        EXPECT_EQ(text(std::string(name) + "/evaluations.csv"), text("whole/evaluations.csv"));
    }
}

// Slopes instead of a cloud, and noisy claims asked of several seeds: recorded step by step, and resumed to the same.
TEST_F(CalibrateProgram, generations_by_the_emulator_are_recorded_and_go_on) {
    auto steps = std::string(objective);
    steps.replace(steps.find("generations = 3"), 15,
                  "generations = 0\nsteps = 2\ndraws = 2\nnoise = 0.5\nmost_seeds = 3");
    rewire::write_file(folder / "objective.toml", steps);
    const auto o = calibrate("--out " + at("a"));
    ASSERT_EQ(o.code, 0) << o.text;
    rewire::scenario::Document document(text("a/result.toml"), "result.toml");
    auto root = document.root();
    auto cost = root.section("objective");
    auto told = root.sections("step");
    ASSERT_EQ(told.size(), 2u);
    double last = cost.number("before");
    for (auto& s : told) {
        EXPECT_LE(s.number("objective"), last);
        EXPECT_GT(s.number("radius"), 0);
        last = s.number("objective");
    }
    EXPECT_LE(cost.number("after"), last);
    double most = 0;
    for (auto& c : root.sections("claim")) {
        EXPECT_GE(c.number("seeds"), 1);
        most = std::max(most, c.number("seeds"));
    }
    EXPECT_EQ(most, 3) << "three people tell the mean of a scale to two points";
    EXPECT_NE(o.text.find("up to 3 seeds a target"), std::string::npos) << o.text;
    EXPECT_LE(lines(text("a/evaluations.csv")), 13u) << "the start, a star of 4, 2 generations of 3, a last step";
    const auto journal = text("a/evaluations.bin");
    fs::create_directories(folder / "b");
    rewire::write_file(folder / "b/evaluations.bin", journal.substr(0, rewire::testing::records_of(journal).at(7)));
    ASSERT_EQ(calibrate("--resume --force --out " + at("b")).code, 0);
    EXPECT_EQ(hash("b"), hash("a"));
    EXPECT_EQ(text("b/evaluations.csv"), text("a/evaluations.csv"));
    rewire::write_file(folder / "objective.toml", steps.replace(steps.find("noise = 0.5"), 11, "noise = 0.6"));
    const auto other = calibrate("--resume --out " + at("a"));
    EXPECT_EQ(other.code, 2);
    EXPECT_NE(other.text.find("noise (0.6, not 0.5)"), std::string::npos) << other.text;
}

TEST_F(CalibrateProgram, points_of_other_people_are_not_taken_for_ours) {
    ASSERT_EQ(calibrate("--out " + at("a")).code, 0);
    auto other = std::string(objective);
    rewire::write_file(folder / "objective.toml", other.replace(other.find("people = 3"), 10, "people = 4"));
    const auto o = calibrate("--resume --out " + at("a"));
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.text.find("which differs in: the experiments, people (4, not 3)"), std::string::npos) << o.text;
    other = std::string(objective);
    rewire::write_file(folder / "objective.toml",
                       other.replace(other.find("gains.g_C\""), 10, "gains.g_I\"\nstart = 0.05"));
    EXPECT_NE(calibrate("--resume --out " + at("a")).text.find("the parameters that are varied"), std::string::npos);
}

TEST_F(CalibrateProgram, a_wrong_objective_is_told_with_line_and_nearest_name) {
    auto wrong = std::string(objective);
    rewire::write_file(folder / "objective.toml", wrong.replace(wrong.find("gains.g_C"), 9, "gains.g_c"));
    const auto o = calibrate("--out " + at("a"));
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.text.find("objective.toml:13:8: did you mean \"gains.g_C\"? there is no parameter \"gains.g_c\""),
              std::string::npos)
        << o.text;
    EXPECT_FALSE(fs::exists(folder / "a"));
}

TEST_F(FitProgram, morris_tells_what_matters_from_what_does_not) {
    const auto o =
        run("sensitivity --parameters anxiety.a_A,stdp.none_such --trajectories 3 --out " + at("a") + asked());
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.text.find("there is no parameter \"stdp.none_such\""), std::string::npos) << o.text;
    const auto m = run("sensitivity --parameters anxiety.a_A,gains.g_C --trajectories 3 --out " + at("m") + asked());
    ASSERT_EQ(m.code, 0) << m.text;
    rewire::testing::expect_crate(folder / "m");
    const auto csv = text("m/sensitivity.csv");
    EXPECT_EQ(csv.substr(0, csv.find('\n')),
              "output,unit,parameter,low,high,unit of range,mu_star,mu_star_low,mu_star_high,mu,sigma");
    ASSERT_EQ(lines(csv), 3u);
    const auto effect = [&](const std::string& name) { // column mu, the last but one
        const auto line = csv.substr(csv.find("," + name + ","),
                                     csv.find('\n', csv.find("," + name + ",")) - csv.find("," + name + ","));
        const auto last = line.rfind(','), before = line.rfind(',', last - 1);
        return std::stod(line.substr(before + 1, last - before - 1));
    };
    EXPECT_GT(effect("anxiety.a_A"), 5 * std::abs(effect("gains.g_C")));
    const auto page = text("m/report.html");
    EXPECT_NE(page.find("anxiety of patients"), std::string::npos);
    EXPECT_NE(page.find("whisker"), std::string::npos);
    EXPECT_NE(page.find("10.1080/00401706.1991.10484804"), std::string::npos);
    EXPECT_EQ(page.find("src=\"http"), std::string::npos);
}

TEST_F(FitProgram, sobol_shares_add_up_and_a_second_look_asks_nothing) {
    rewire::write_file(folder / "bounds.toml", "[bounds]\n\"anxiety.a_A\" = [1.5, 2.5]\n");
    const std::string command = "sensitivity --method sobol --rows 8 --parameters gains.g_C --bounds " +
                                at("bounds.toml") + " --out " + at("s") + asked();
    const auto o = run(command);
    ASSERT_EQ(o.code, 0) << o.text;
    const auto csv = text("s/sensitivity.csv"), evaluations = text("s/evaluations.csv");
    EXPECT_NE(csv.find("anxiety.a_A,1.5,2.5,1,"), std::string::npos) << csv;
    EXPECT_EQ(lines(evaluations), 33u); // 8 rows of 4 points
    const auto again = run(command + " --resume");
    EXPECT_NE(again.text.find("32 points are done already"), std::string::npos) << again.text;
    EXPECT_EQ(text("s/sensitivity.csv"), csv);
    EXPECT_EQ(text("s/evaluations.csv"), evaluations);
    // A point whose record was torn is not done.
    const auto journal = text("s/evaluations.bin");
    rewire::write_file(folder / "s/evaluations.bin", journal.substr(0, journal.size() - 1));
    EXPECT_NE(run(command + " --resume").text.find("31 points are done already"), std::string::npos);
    EXPECT_EQ(text("s/evaluations.csv"), evaluations);
}

TEST_F(FitProgram, options_that_cannot_be_are_told_with_what_was_meant) {
    const struct {
        std::string arguments, said;
    } cases[]{{"sensitivity --method moris --parameters gains.g_C" + asked(), "did you mean \"morris\"?"},
              {"sensitivity --parameters gains.g_c" + asked(),
               "did you mean \"gains.g_C\"? there is no parameter \"gains.g_c\""},
              {"sensitivity --outputs CBT", "--parameters: none is named"},
              {"sensitivity --parameters gains.g_C", "--outputs: no output is named"},
              {"sensitivity --parameters gains.g_C --outputs nonesuch", "no claim's name holds \"nonesuch\""},
              {"sensitivity --parameters gains.g_C --spread 1.5" + asked(), "--spread: is a share"},
              {"sensitivity --parameters gains.g_C,gains.g_C" + asked(), "gains.g_C: is named twice"}};
    for (const auto& c : cases) {
        const auto o = run(c.arguments + " --out " + at("x"));
        EXPECT_EQ(o.code, 2) << c.arguments;
        EXPECT_NE(o.text.find(c.said), std::string::npos) << o.text;
    }
}

// A twin: the targets are what the model itself says with another a_A.
TEST_F(CalibrateProgram, finds_back_a_parameter_that_made_the_targets) {
    const auto answers = [&](const std::string& out) { // of the first line of evaluations.csv
        const auto csv = text(out + "/evaluations.csv");
        const auto from = csv.find('\n') + 1, line = csv.find(',', from) + 1;
        const auto value = csv.find(',', csv.find(',', line) + 1) + 1;
        return std::pair(std::stod(csv.substr(value)), std::stod(csv.substr(csv.find(',', value) + 1)));
    };
    const auto with = [&](const std::string& start, double anxiety, double depression, int generations) {
        return fmt::format(
            "people = 8\nseed = 3\ngenerations = {}\nclaims_file = \"claims.toml\"\n"
            "[[parameter]]\nname = \"anxiety.a_A\"\nstart = {}\nlow = 1\nhigh = 4\nsd = 5\n"
            "[[parameter]]\nname = \"gains.g_C\"\nlow = 0.02\nhigh = 0.08\n"
            "[[claim]]\nname = \"anxiety of patients\"\ntarget = {}\nsd = 0.2\n[[claim]]\nname = \"depression of "
            "patients\"\ntarget = {}\nsd = 0.2\n",
            generations, start, anxiety, depression);
    };
    rewire::write_file(folder / "objective.toml", with("2.8", 10, 7, 0));
    ASSERT_EQ(calibrate("--out " + at("truth")).code, 0);
    const auto [anxiety, depression] = answers("truth");
    rewire::write_file(folder / "objective.toml", with("1.6", anxiety, depression, 10));
    const auto o = calibrate("--out " + at("a"));
    ASSERT_EQ(o.code, 0) << o.text;
    rewire::scenario::Document document(text("a/result.toml"), "result.toml");
    auto parameter = document.root().sections("parameter").front();
    EXPECT_NEAR(parameter.number("value"), 2.8, 0.15); // the prior is wide, the luck the same
    EXPECT_EQ(parameter.text("verdict"), "pinned down");
}
