// What `network` and `sweep` make of their options, without a simulation: parameters and maps by region, the points of
// a sweep, and what will be asked of the machine.
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "study/brain_tables.hpp"
#include "study/catalogue_words.hpp"
#include "study/estimate.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/network_job.hpp"
#include "study/plausible.hpp"
#include "study/sweep_page.hpp"
#include "app/program.hpp"
#include "app/options.hpp"
#include "equations/all.hpp"

namespace rewire {
using namespace app;
using namespace study;
namespace {

using testing::refusal;

using NetworkParts = testing::InFolder;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const mechanism::Catalogue& catalogue() {
    static const auto all = equations::all_mechanisms();
    return all;
}
integrate::Network network() {
    return integrate::Network::with_defaults(catalogue().region_model("wong_wang"),
                                             {"Left-Amygdala", "Right-Amygdala", "Left-Hippocampus"},
                                             Matrix(3, 3, {0, 1, 1, 1, 0, 1, 1, 1, 0}));
}
// In the parameter's own unit.
std::vector<double> values_of(const integrate::Network& n, std::string_view parameter) {
    for (std::size_t k = 0; k < n.params.size(); ++k)
        if (n.model->params[k].name == parameter) {
            auto values = n.params[k];
            for (double& v : values)
                v = std::round(v / n.model->params[k].unit.si * 1e9) / 1e9;
            return values;
        }
    return {};
}

TEST(SetParameter, IsOfEveryRegionOrOfSome) {
    auto n = network();
    set_parameter(n, "tau_E=90 ms");
    EXPECT_EQ(values_of(n, "tau_E"), std::vector<double>{90});
    EXPECT_NEAR(n.params[0][0], 0.09, 1e-15) << "within, SI";
    set_parameter(n, "J_I=1.5 nA");
    set_parameter(n, "J_I@Left-Hippocampus=2 nA");
    EXPECT_EQ(values_of(n, "J_I"), (std::vector<double>{1.5, 1.5, 2}));
    set_parameter(n, "J_I@amygdala=500 pA");
    EXPECT_EQ(values_of(n, "J_I"), (std::vector<double>{0.5, 0.5, 2})) << "a circuit is its regions";
    set_parameter(n, "J_I=3 nA");
    EXPECT_EQ(values_of(n, "J_I"), std::vector<double>{3}) << "everywhere again";
    EXPECT_EQ(values_of(n, "tau_E"), std::vector<double>{90}) << "others stay";
}
TEST(SetParameter, TellsWhatIsWrong) {
    const std::pair<const char*, const char*> wrong[] = {
        {"tau_E", "--set: \"tau_E\" is not an assignment; expected, for example, \"tau_E=90 ms\""},
        {"tau_e=90 ms", "--set: did you mean \"tau_E\"? wong_wang has no parameter \"tau_e\""},
        {"tau_E=90", "--set tau_E: \"90\" has no unit; expected a time in ms, s, min, h, d or weeks"},
        {"tau_E=90 mV", "--set tau_E: \"mV\" is no unit of time"},
        {"tau_E=", "--set tau_E: a value is missing"},
        {"J_I@hippocampus_of_nobody=1 nA", "--set J_I@hippocampus_of_nobody: "},
        {"J_I@Right-Hippocampus=1 nA",
         "--set J_I@Right-Hippocampus: none of the regions of \"Right-Hippocampus\" is in"}};
    for (const auto& [text, told] : wrong) {
        auto n = network();
        const auto before = n.params;
        EXPECT_TRUE(refusal([&, text = text] { set_parameter(n, text); }).starts_with(told))
            << refusal([&, text = text] { set_parameter(n, text); });
        if (std::string_view(text).find('@') == std::string_view::npos) {
            EXPECT_EQ(n.params, before) << "nothing is set by halves: " << text;
        }
    }
    auto n = network();
    EXPECT_TRUE(refusal([&] { set_parameter(n, "x=1", "objective.toml"); }).starts_with("objective.toml: "));
}
// A map is read by the regions' names: the order of its rows, and columns beside, mean nothing.
TEST_F(NetworkParts, AMapIsByName) {
    const auto mapped = [&](const std::string& table) {
        auto n = network();
        map_parameter(n, "J_I=" + write("t.csv", table) + ":d");
        return values_of(n, "J_I");
    };
    const std::vector<double> expected{1, 2, 3};
    EXPECT_EQ(mapped("region,d\nLeft-Amygdala,1\nRight-Amygdala,2\nLeft-Hippocampus,3\n"), expected)
        << "in its unit, nA";
    EXPECT_EQ(mapped("region,d\nLeft-Hippocampus,3\nRight-Amygdala,2\nLeft-Amygdala,1\n"), expected);
    EXPECT_EQ(mapped("x,d,label\n9,3,Left-Hippocampus\n8,2,Right-Amygdala\n7,1,Left-Amygdala\n"), expected);
    EXPECT_EQ(mapped("region\td\te\nLeft-Amygdala\t1\t5\nRight-Amygdala\t2\t5\nLeft-Hippocampus\t3\t5\n"), expected);
    auto n = network();
    EXPECT_EQ(refusal([&] { map_parameter(n, "J_I=x.csv"); }),
              "--map: \"J_I=x.csv\" is not a map; expected \"parameter=FILE:column\"");
    EXPECT_NE(refusal([&] { map_parameter(n, "J_Q=x.csv:d"); }).find("has no parameter \"J_Q\""), std::string::npos);
    EXPECT_NE(refusal([&] {
                  map_parameter(n, "J_I=" + write("u.csv", "region,d\nLeft-Amygdala,1\n") + ":d");
              }).find("add a row for each of Right-Amygdala, Left-Hippocampus"),
              std::string::npos);
    EXPECT_EQ(values_of(n, "J_I"), values_of(network(), "J_I")) << "what is refused sets nothing";
}
TEST(Usual, ParametersBesideTheModelsOwn) {
    auto n = network();
    EXPECT_TRUE(check_parameters(n).empty());
    set_parameter(n, "tau_E=90 ms");
    EXPECT_TRUE(check_parameters(n).empty());
    set_parameter(n, "tau_E=1100 ms");
    EXPECT_EQ(check_parameters(n).size(), 1u) << "eleven times the model's own";
    set_parameter(n, "tau_E@Left-Amygdala=100 ms");
    EXPECT_EQ(check_parameters(n).size(), 1u) << "of some regions too";
    set_parameter(n, "tau_E=-1 ms");
    EXPECT_TRUE(refusal([&] { check_parameters(n); }).starts_with("--set: tau_E: a time is above 0"));
    auto hour = network();
    set_parameter(hour, "tau_E=1 h");
    const auto told = refusal([&] { check_parameters(hour); });
    EXPECT_EQ(std::ranges::count(told, '\n'), 0) << "once\n" << told;
    EXPECT_NE(told.find("from 1 ms to 10000 ms is possible, and the model has 100 ms"), std::string::npos) << told;
}

simulate::SweepPoint point(double at, double fc_r, const char* failure = "") {
    simulate::SweepPoint p;
    p.at = {at};
    p.fit.fc_r = fc_r;
    p.failure = failure;
    return p;
}
TEST(SweepPoints, TheBestIsTheFirstOfTheHighestThatRan) {
    const auto best = [](const std::vector<simulate::SweepPoint>& p) { return best_of(p, &simulate::PointFit::fc_r); };
    EXPECT_FALSE(best({}).found);
    EXPECT_FALSE(best({point(0, nan), point(1, 0.9, "broke")}).found);
    const auto b = best({point(0, nan), point(1, -0.5), point(2, 0.3), point(3, 0.3), point(4, 0.9, "broke")});
    EXPECT_TRUE(b.found);
    EXPECT_EQ(b.point, 2u);
    EXPECT_EQ(b.value, 0.3);
    EXPECT_EQ(best({point(1, -0.5), point(2, -0.7)}).value, -0.5) << "where no fit is good either";
}
TEST(SweepPoints, AreToldWithTheirUnits) {
    const std::vector<simulate::Axis1D> axes{{"coupling", "1", {}}, {"sigma", "1/sqrt(ms)", {}}};
    EXPECT_EQ(told_at(axes, {0.8, 0.01}), "coupling = 0.8, sigma = 0.01 1/sqrt(ms)");
    EXPECT_EQ(told_at({axes[1]}, {1.0 / 3}), "sigma = 0.3333333 1/sqrt(ms)");
    EXPECT_EQ(told_at({}, {}), "");
}
TEST(SweepPoints, AreARowEach) {
    const auto& model = catalogue().region_model("hopf");
    const std::vector<simulate::Axis1D> axes{{"coupling", "1", {}}, {"noise", "1", {}}, {"a", "1/s", {}}};
    simulate::SweepPoint ran, broke;
    ran.at = {0.5, 1, 2};
    ran.mean.assign(model.outputs.size(), 4);
    ran.sd.assign(model.outputs.size(), 0.25);
    ran.fit = {0.3, nan, 0.1};
    broke.at = {0.6, 1, 2};
    broke.failure = "left its bounds";
    const auto t = sweep_table(model, axes, {ran, broke});
    const std::size_t columns = axes.size() + 2 * model.outputs.size() + 4;
    ASSERT_EQ(t.columns.size(), columns);
    EXPECT_EQ(t.columns[0].name, "coupling");
    EXPECT_EQ(t.columns[0].unit, "") << "of plain numbers none is shown";
    EXPECT_EQ(t.columns[2].unit, "1/s");
    EXPECT_EQ(t.columns[3].name, std::string(model.outputs[0].name) + "_mean");
    EXPECT_EQ(t.columns[4].name, std::string(model.outputs[0].name) + "_sd");
    EXPECT_EQ(t.columns.back().name, "failure");
    ASSERT_EQ(t.rows.size(), 2u);
    for (const auto& row : t.rows)
        EXPECT_EQ(row.size(), columns) << "a cell a column";
    EXPECT_EQ(std::get<double>(t.rows[0][3]), 4);
    EXPECT_EQ(std::get<double>(t.rows[0][4]), 0.25);
    EXPECT_EQ(std::get<double>(t.rows[0][columns - 4]), 0.3);
    EXPECT_TRUE(std::isnan(std::get<double>(t.rows[1][3]))) << "of what broke there is no mean";
    EXPECT_EQ(std::get<std::string>(t.rows[1].back()), "left its bounds");
}

NetworkOptions options(const std::string& duration) {
    NetworkOptions o;
    o.duration = duration;
    o.transient = "0 s";
    o.dt = "1 ms";
    o.tr = "1 s";
    return o;
}
// A nanosecond for each input of a region from another in each step: in proportion to time, steps and points.
TEST(DemandOfASimulation, GrowsInProportion) {
    const auto job = [](const NetworkOptions& o) { return prepare(o, catalogue()); };
    const auto one = demand_of(job(options("10 s")));
    EXPECT_NEAR(one.seconds, 1e4 * 82 * 82 * 1e-9, 1e-9);
    EXPECT_NEAR(demand_of(job(options("20 s"))).seconds, 2 * one.seconds, 1e-9);
    auto fine = options("10 s");
    fine.dt = "0.5 ms";
    EXPECT_NEAR(demand_of(job(fine)).seconds, 2 * one.seconds, 1e-9);
    auto late = options("10 s");
    late.transient = "5 s";
    EXPECT_NEAR(demand_of(job(late)).seconds, 1.5 * one.seconds, 1e-9) << "what is left out is simulated all the same";
    EXPECT_NEAR(demand_of(job(options("1010 s"))).bytes - demand_of(job(options("10 s"))).bytes, 3 * 4.0 * 82 * 1000, 1)
        << "three copies of each volume, in single precision";
    EXPECT_GT(one.bytes, 100e6) << "of the program itself";
}
TEST(DemandOfASweep, IsSharedByThreads) {
    const auto job = prepare(options("10 s"), catalogue());
    const auto axes = [](std::size_t n) {
        return std::vector<simulate::Axis1D>{{"coupling", "1", std::vector<double>(n, 0.5)}};
    };
    const auto plan = [&](int threads, bool linear) {
        simulate::SweepPlan p{job.plan, job.question, job.inhibition, job.precision, threads};
        p.linear_noise = linear;
        return p;
    };
    const auto one = demand_of(job, axes(10), plan(1, true));
    EXPECT_NEAR(demand_of(job, axes(20), plan(1, true)).seconds, 2 * one.seconds, 1e-9 * one.seconds);
    EXPECT_NEAR(demand_of(job, axes(10), plan(2, true)).seconds, one.seconds / 2, 1e-9 * one.seconds);
    EXPECT_GT(demand_of(job, axes(10), plan(2, true)).bytes, one.bytes) << "each thread has its matrices";
    auto two = axes(4);
    two.push_back({"noise", "1", {0.5, 1, 2}});
    EXPECT_NEAR(demand_of(job, two, plan(1, false)).seconds, 12 * demand_of(job).seconds, 1e-9)
        << "a grid is a product";
}

// What a run hangs on is noticed, and what it does not is not.
TEST(IdentityOfASimulation, IsByWhatDecidesItsNumbers) {
    const auto identity = [](auto change) {
        auto o = options("10 s");
        change(o);
        return identity_of(prepare(o, catalogue()), "scan");
    };
    const auto usual = identity([](NetworkOptions&) {});
    const auto differs = [&](auto change) { return identity(change).difference(usual); };
    EXPECT_EQ(differs([](NetworkOptions& o) { o.threads = 2; }), "") << "the bits are the same";
    EXPECT_EQ(differs([](NetworkOptions& o) { o.out = "elsewhere"; }), "");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.duration = "0.01 ks"; }), "") << "the same time, said otherwise";
    EXPECT_EQ(differs([](NetworkOptions& o) { o.coupling = 0.5; }), "--coupling (0.5, not 1)");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.duration = "20 s"; }), "--duration (20 s, not 10 s)");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.common_noise = true; }), "--common-noise (yes, not no)");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.coupling_every = "2 ms"; }), "--coupling-every (2 steps, not 1 steps)");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.set = {"tau_E=99 ms"}; }), "the parameters of the model");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.preset = "sc_only"; }), "the connectome");
    EXPECT_EQ(differs([](NetworkOptions& o) { o.fcd_window = "30 s"; }), "the windows of connectivity dynamics");
}

TEST_F(NetworkParts, AnOwnFileStandsForTheBuiltInOneOfItsName) {
    std::filesystem::create_directories(folder / "own/treatments");
    const auto built_in = items_of("treatments", "");
    write("own/treatments/cbt.toml", "name = \"cbt\"\nsays = \"Mine.\"\nsource = \"mine\"\nper_week = 3\n");
    write("own/treatments/swim.toml",
          "name = \"swim\"\nsays = \"Water.\"\nsource = \"mine\"\nper_week = 3 # by heart\n");
    const auto all = items_of("treatments", (folder / "own").string());
    EXPECT_EQ(all.size(), built_in.size() + 1);
    std::size_t cbt = 0;
    for (const auto& item : all) {
        cbt += item.name == "cbt";
        EXPECT_EQ(item.says == "Mine.", item.name == "cbt") << item.name;
    }
    EXPECT_EQ(cbt, 1u);
    EXPECT_EQ(refusal([&] { items_of("treatments", at("none")); }), "--catalog: " + at("none") + " is no folder");
    write("own/treatments/bad.toml", "says = \"x\"\nname = \"bad\"\n");
    EXPECT_NE(refusal([&] { items_of("treatments", at("own")); }).find("bad.toml: add source = \"...\""),
              std::string::npos);
    for (const auto& kind : catalogue_kinds())
        if (kind.folder == "treatments") {
            const auto text = description_of(kind, all.back(), catalogue());
            EXPECT_TRUE(text.starts_with("swim (treatment)\nWater.\nSource: mine\n")) << text;
            EXPECT_NE(text.find("  per_week                     3 1/week       by heart"), std::string::npos) << text;
            EXPECT_EQ(text.find("Contested"), std::string::npos);
        }
}

} // namespace
} // namespace rewire
