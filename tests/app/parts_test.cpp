// Parts of the program by themselves: estimates and their limits, what is usual, stores of evaluations, one file's
// room.
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <sys/stat.h>

#include "study/estimate.hpp"
#include "study/evaluation_file.hpp"
#include "study/brain_files.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "study/plausible.hpp"
#include "app/program.hpp"
#include "report/summary.hpp"
#include "study/threads.hpp"
#include "app/usage.hpp"
#include "equations/all.hpp"

namespace rewire {
using namespace app;
using namespace study;
namespace {

using testing::refusal;

using Parts = testing::InFolder;
constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();

// What is printed on the standard output.
template <class F>
std::string printed(F f) {
    ::testing::internal::CaptureStdout();
    f();
    return ::testing::internal::GetCapturedStdout();
}

TEST(Estimate, IsToldInUnitsThatPeopleRead) {
    const double minute = 60, hour = 3600, day = 86400, year = 365.25 * day;
    const std::pair<double, const char*> times[] = {{0.2, "0 s"},           {89.4, "89 s"},
                                                    {90, "2 min"},          {89 * minute, "89 min"},
                                                    {90 * minute, "1.5 h"}, {47.9 * hour, "47.9 h"},
                                                    {48 * hour, "2 days"},  {700 * day, "700 days"},
                                                    {2 * year, "2 years"},  {1234 * year, "1.23e+03 years"}};
    for (const auto& [seconds, said] : times)
        EXPECT_EQ(told({seconds, 2e6}), fmt::format("about {} and 2 MB of memory", said)) << seconds;
    const std::pair<double, const char*> sizes[] = {{0, "1 MB"},   {1.6e6, "2 MB"},      {999e6, "999 MB"},
                                                    {1e9, "1 GB"}, {3.456e9, "3.46 GB"}, {2e12, "2e+03 GB"}};
    for (const auto& [bytes, said] : sizes)
        EXPECT_EQ(told({10, bytes}), fmt::format("about 10 s and {} of memory", said)) << bytes;
}
TEST(Estimate, IsPrintedBeyondAMinuteAndRefusedBeyondADay) {
    const auto told_of = [](Demand d, bool yes, double free = 10e9) { return weighed(d, "the walk", yes, free); };
    EXPECT_EQ(printed([&] { weigh({60, 1}, "the walk", true); }), "") << "a minute is not worth a word";
    EXPECT_EQ(printed([&] {
                  weigh({61, 1e6}, "the walk", true);
              }),
              "the walk will take about 61 s and 1 MB of memory\n");
    EXPECT_EQ(told_of({60, 1e6}, false), "");
    EXPECT_EQ(told_of({61, 1e6}, false), "the walk will take about 61 s and 1 MB of memory");
    EXPECT_EQ(told_of({86400, 8e9}, false), "the walk will take about 24.0 h and 8 GB of memory")
        << "a day and four fifths of the memory are within the limits";
    const auto refused = [&](Demand d) { return refusal([&] { weighed(d, "the walk", false, 10e9); }); };
    EXPECT_EQ(refused({86401, 1e6}),
              "--yes: is wanted for so much: the walk will take about 24.0 h and 1 MB of memory; "
              "ask for less, or give --yes if it is meant");
    EXPECT_EQ(refused({1, 8.1e9}),
              "--yes: is wanted for so much: the walk will take about 1 s and 8.1 GB of memory, of "
              "which 10 GB are free; ask for less, or give --yes if it is meant");
    for (const Demand d : {Demand{nan, 1}, Demand{inf, 1}, Demand{1, nan}, Demand{1, inf}})
        EXPECT_NE(refused(d), "") << "what cannot be estimated is not begun in silence";
    EXPECT_EQ(told_of({1, 9e9}, true), "the walk will take about 1 s and 9 GB of memory") << "meant, and said";
    EXPECT_NE(told_of({1e6, 1e6}, true), "");
    EXPECT_GT(free_memory(), 1e6);
}
// A tick a hundredth: the whole is a hundred times what one takes, whatever was set up before the first.
TEST(Estimate, ByTrialFollowsThePart) {
    const auto busy = [](double seconds) {
        const auto begun = std::chrono::steady_clock::now();
        while (std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count() < seconds) {
        }
    };
    int ticks = 0;
    const double whole = seconds_by_trial(
        [&](const std::function<bool(double)>& tick) {
            busy(0.02); // setting up
            for (int k = 1; k <= 100; ++k) {
                busy(0.002);
                ++ticks;
                if (!tick(k / 100.0))
                    return;
            }
        },
        0.05);
    EXPECT_LT(ticks, 100) << "given up after the budget";
    EXPECT_GT(whole, 0.02 + 100 * 0.002 - 1e-6);
    const double all = seconds_by_trial([&](const std::function<bool(double)>& tick) { tick(1); }, 10);
    EXPECT_LT(all, 1) << "what is done is as long as it took";
    EXPECT_EQ(seconds_by_trial([](const std::function<bool(double)>&) {}), 0) << "of no tick nothing is known";
}

TEST(Usual, SpeedsOfConduction) {
    for (const double v : {1.0, 5.0, 20.0})
        EXPECT_TRUE(check_speed(v).empty()) << v;
    EXPECT_EQ(check_speed(0.99),
              std::vector<std::string>{"Conduction at 0.99 m/s is below what is usual between regions, 1 to 20 m/s."});
    EXPECT_EQ(check_speed(20.5),
              std::vector<std::string>{"Conduction at 20.5 m/s is above what is usual between regions, 1 to 20 m/s."});
    EXPECT_EQ(check_speed(0.1).size(), 1u);
    EXPECT_EQ(check_speed(200).size(), 1u);
    for (const double v : {0.0999, 200.1, 0.0, -5.0, inf, nan})
        EXPECT_TRUE(refusal([&] { check_speed(v); }).starts_with("--speed: ")) << v;
}
// The coupling counts times the spectral radius of the weights: twice the weights, half the coupling.
TEST(Usual, CouplingsByTheWeightsTheyMeet) {
    const auto catalogue = equations::all_mechanisms();
    const auto network = [&](const char* model, double weight) {
        return integrate::Network::with_defaults(catalogue.region_model(model), {"a", "b"},
                                                 Matrix(2, 2, {0, weight, weight, 0}));
    };
    const auto said = [&](const char* model, double weight, std::vector<double> couplings) {
        return check_coupling(network(model, weight), couplings, "--coupling");
    };
    const auto refused = [&](const char* model, double weight, std::vector<double> couplings) {
        return refusal([&] { check_coupling(network(model, weight), couplings, "--coupling"); });
    };
    EXPECT_TRUE(said("wong_wang", 1, {0, 1.5, 3}).empty());
    EXPECT_TRUE(said("wong_wang", 1, {}).empty());
    EXPECT_EQ(said("wong_wang", 1, {3.1}),
              std::vector<std::string>{"Coupling 3.1 is above what is usual for wong_wang with these weights, up to 3: "
                                       "rates may be beyond those of any brain."});
    EXPECT_EQ(said("wong_wang", 2, {1.6}).size(), 1u);
    EXPECT_TRUE(said("wong_wang", 0.1, {25}).empty());
    EXPECT_EQ(refused("wong_wang", 1, {1, 30.5, 2}),
              "--coupling: 30.5 is no coupling of wong_wang with these weights: up to 3 is usual, 30 the most");
    EXPECT_EQ(refused("wong_wang", 10, {3.05}),
              "--coupling: 3.05 is no coupling of wong_wang with these weights: up to 0.3 is usual, 3 the most");
    EXPECT_EQ(said("wong_wang", 1, {-0.1}),
              std::vector<std::string>{"Coupling -0.1: below 0 tracts take away what they bring."});
    EXPECT_NE(refused("wong_wang", 1, {-31, 1}).find("-31 is no coupling"), std::string::npos) << "of either sign";
    EXPECT_TRUE(said("hopf", 1, {20}).empty()) << "each model has its own";
    EXPECT_EQ(said("hopf", 1, {20.5}).size(), 1u);
}

TEST(Threads, AreThoseAskedForOrAll) {
    EXPECT_EQ(threads_from(3), 3);
    EXPECT_GE(threads_from(0), 1);
    EXPECT_EQ(refusal([] { threads_from(-1); }), "--threads: must be 0 (all) or more");
}

TEST_F(Parts, ASingleFileNeedsRoomBeforeTheWork) {
    expect_writable("");
    expect_writable(at("new.md"));
    expect_writable(write("old.md", "old"));
    expect_writable("/dev/null");
    EXPECT_EQ(text("old.md"), "old") << "asking writes nothing";
    EXPECT_FALSE(std::filesystem::exists(folder / "new.md"));
    EXPECT_NE(refusal([&] { expect_writable(at("none/new.md")); }).find("none/new.md: cannot be written: No such file"),
              std::string::npos);
    EXPECT_NE(refusal([&] { expect_writable(folder.string()); }).find("cannot be written: Is a directory"),
              std::string::npos);
    EXPECT_NE(refusal([&] { expect_writable(at("old.md") + "/new.md"); }).find("cannot be written"), std::string::npos);
}

// What is put away comes back with every bit, failures too, and belongs to its setup alone.
TEST_F(Parts, EvaluationsComeBackAsTheyWere) {
    const std::vector<fit::SearchParameter> parameters{{.name = "gains.g_C", .unit = "1"},
                                                       {.name = "a.tau", .unit = "d"}};
    const std::vector<EvaluationFile::Column> questions{{"anxiety, \"rated\"", "points"}, {"depression", "%"}};
    Identity setup("evaluations");
    setup.add_told("seed", "1");
    const auto file = folder / "evaluations.bin";
    const fit::Evaluated first{{0.1, 1.0 / 3}, {{1.5, 0.25, ""}, {nan, 0, "broke\nin two lines"}}},
        second{{0.1, std::nextafter(1.0 / 3, 1)}, {{-0.0, 1e-300, ""}, {7, 0.5, ""}}};
    {
        EvaluationFile out(file, setup, parameters, questions, false);
        EXPECT_TRUE(out.known().empty());
        out.add(first, 12.5);
        out.add(second);
        EXPECT_THROW(out.add({{0.1}, {{}, {}}}), Defect);
        EXPECT_THROW(out.add({{0.1, 2}, {{}}}), Defect);
    }
    EvaluationFile back(file, setup, parameters, questions, true);
    ASSERT_EQ(back.known().size(), 2u) << "by the exact bits of the values";
    const auto& one = back.known().at(first.values);
    EXPECT_EQ(one[0].value, 1.5);
    EXPECT_EQ(one[0].error, 0.25);
    EXPECT_TRUE(std::isnan(one[1].value));
    EXPECT_EQ(one[1].failure, "broke\nin two lines");
    EXPECT_TRUE(std::signbit(back.known().at(second.values)[0].value));
    EXPECT_EQ(back.known().at(second.values)[0].error, 1e-300);
    back.write_table(folder / "t.csv", true);
    const auto setup_hash = hex(setup.value());
    EXPECT_EQ(text("t.csv"),
              fmt::format("setup,gains.g_C,a.tau [d],\"anxiety, \"\"rated\"\" [points]\",depression [%],"
                          "\"error of anxiety, \"\"rated\"\" [points]\",error of depression [%],objective,"
                          "failure\n"
                          "{0},0.1,{1},1.5,,0.25,,12.5,broke in two lines\n"
                          "{0},0.1,{2},-0,7,1e-300,0.5,0,\n",
                          setup_hash, 1.0 / 3, std::nextafter(1.0 / 3, 1)));
    back.write_table(folder / "u.csv", false);
    EXPECT_EQ(text("u.csv").find("objective"), std::string::npos);
    auto other = Identity("evaluations");
    other.add_told("seed", "2");
    EXPECT_NE(refusal([&] { EvaluationFile(file, other, parameters, questions, true); }).find("seed (2, not 1)"),
              std::string::npos);
    auto renamed = questions;
    renamed[1].unit = "points";
    EXPECT_NE(refusal([&] { EvaluationFile(file, setup, parameters, renamed, true); }).find("what is asked"),
              std::string::npos);
    const std::vector<fit::SearchParameter> swapped{parameters[1], parameters[0]};
    EXPECT_NE(
        refusal([&] { EvaluationFile(file, setup, swapped, questions, true); }).find("the parameters that are varied"),
        std::string::npos);
}

// Options that say how a file is read mean nothing without one, nor do those of the template beside one.
TEST_F(Parts, NoOptionOfABrainIsIgnored) {
    const auto with = [](auto change) {
        ImportText t;
        change(t);
        return refusal([&] { brain_of(t); });
    };
    const std::pair<std::string, std::string> alone[] = {
        {"--labels", with([](ImportText& t) { t.labels = "x.txt"; })},
        {"--variable", with([](ImportText& t) { t.variable = "sc"; })},
        {"--direction", with([](ImportText& t) { t.direction = "target-rows"; })},
        {"--lengths", with([](ImportText& t) { t.lengths.file = "x.csv"; })},
        {"--lengths-labels", with([](ImportText& t) { t.lengths.labels = "x.txt"; })},
        {"--lengths-variable", with([](ImportText& t) { t.lengths.variable = "tl"; })},
        {"--drop-regions", with([](ImportText& t) { t.drop_regions = {"a"}; })},
        {"--number-labels", with([](ImportText& t) { t.number_labels = true; })},
        {"--symmetrise", with([](ImportText& t) { t.symmetrise = true; })},
        {"--weights", with([](ImportText& t) { t.weights = "log"; })},
        {"--lengths-unit", with([](ImportText& t) { t.lengths_unit = "cm"; })}};
    for (const auto& [option, told] : alone)
        EXPECT_EQ(told, option + ": says how a file is read, and there is none; give a connectome, or leave it out");
    ImportText numbered;
    numbered.number_labels = true;
    EXPECT_EQ(brain_of(numbered, {}, true).labels.size(), 82u) << "labels of another matrix may be numbered";
    ImportText lengths;
    lengths.lengths.variable = "tl";
    EXPECT_EQ(refusal([&] { expect_no_lengths(lengths, "leave it out"); }),
              "--lengths-variable: leave it out; nothing else asks for the lengths of tracts");
    expect_no_lengths(numbered, "leave it out");
    ImportText brain;
    brain.file = REWIRE_SOURCE_DIR "/tests/cases/w.csv";
    EXPECT_EQ(brain_of(brain).labels.size(), 10u);
    EXPECT_EQ(refusal([&] { brain_of(brain, {.preset = "sc_only"}); }),
              "--template: leave it out; it is of the template brain, and the brain is " + brain.file);
    EXPECT_EQ(refusal([&] { brain_of(brain, {.residual_sd = 0.5}); }).substr(0, 15), "--residual-sd: ");
    ImportText wrong;
    wrong.weights = "cuont";
    wrong.direction = "rows";
    wrong.lengths_unit = "km";
    const auto told = refusal([&] { options_of(wrong); });
    for (const char* part : {"--weights: did you mean \"count\"?", "--direction: ", "--lengths-unit: "})
        EXPECT_NE(told.find(part), std::string::npos) << "all at once:\n" << told;
}

TEST(Summary, KeepsItsKeysAndTellsOfShares) {
    EXPECT_EQ(hex(0xb9579b8c8d0148c4), "b9579b8c8d0148c4");
    EXPECT_EQ(hex(0x2a), "000000000000002a");
    const auto head = report::summary_head("rewire run x", 7, 0x2a, 1.5, {"one"});
    EXPECT_EQ(head["command"], "rewire run x");
    EXPECT_EQ(head["seed"], 7);
    EXPECT_EQ(head["hash"], "000000000000002a");
    EXPECT_EQ(head["wall_s"], 1.5);
    EXPECT_EQ(head["warnings"], nlohmann::ordered_json({"one"}));
    simulate::Outcomes o{.instrument = "gad7", .unit = "points", .definition = "half", .missing = "", .visits = {}};
    o.visits.push_back({12.5, simulate::share_of(3, 4), simulate::share_of(0, 0), {}});
    const auto j = report::outcomes_json(o);
    EXPECT_FALSE(j.contains("missing")) << "nothing is";
    const auto& at = j["visits"]["12.5"];
    EXPECT_EQ(at["response"]["rate"], 0.75);
    EXPECT_EQ(at["response"]["count"], 3);
    EXPECT_EQ(at["response"]["of"], 4);
    EXPECT_LT(at["response"]["low"], 0.75);
    EXPECT_TRUE(std::isnan(at["relapse"]["rate"].get<double>())) << "of nobody there is no share";
    EXPECT_FALSE(at.contains("remission")) << "of a scale without a cut-off";
    o.missing = "no visit is in week 0";
    EXPECT_EQ(report::outcomes_json(o)["missing"], "no visit is in week 0");
}

// Every example is of a command, begins as it is typed, and says what it does.
TEST(Usage, EveryExampleBeginsWithItsCommand) {
    EXPECT_GT(examples().size(), 20u);
    for (const auto& e : examples()) {
        EXPECT_TRUE(e.line.starts_with(fmt::format("rewire {}", e.command))) << e.line;
        EXPECT_FALSE(e.shows.empty() || e.shows.ends_with('.')) << "the manual page adds the full stop: " << e.shows;
    }
}

} // namespace
} // namespace rewire
