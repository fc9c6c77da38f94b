#include "simulate/scan.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/linear_noise.hpp"
#include "observe/connectivity.hpp"
#include "observe/fit.hpp"
#include "observe/spectrum.hpp"
#include "simulate/findings.hpp"
#include "simulate/sweep.hpp"
#include "simulate/tuned.hpp"

using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::equations;
using namespace rewire::brain;
using namespace rewire::integrate;
using namespace rewire::observe;
using namespace rewire::simulate;

namespace {

const Catalogue& catalogue() {
    static const Catalogue c = all_mechanisms();
    return c;
}
Network template_network(const char* model, double coupling) {
    const auto brain = template_brain();
    auto n = Network::with_defaults(catalogue().region_model(model), brain.labels, scaled(brain));
    n.coupling = coupling;
    return n;
}
ScanPlan plan_for(double duration) {
    ScanPlan p;
    p.duration = duration;
    p.transient = 1;
    p.blood = &catalogue().find("balloon_windkessel");
    return p;
}
std::vector<ScanResult> scanned(const Network& n, std::vector<Point> points, const ScanPlan& p,
                                Precision precision = Precision::single) {
    return run_scan(*make_scan(n, std::move(points), p, precision));
}

} // namespace

TEST(Scan, CountsVolumesAndLeavesTheTransientOut) {
    const auto n = template_network("wong_wang", 0.5);
    auto p = plan_for(7.3);
    p.fast.dt = 1e-3;
    const auto r = scanned(n, {point_of(n)}, p).front();
    EXPECT_EQ(r.bold.rows(), 10u);
    EXPECT_EQ(r.bold.cols(), 82u);
    EXPECT_FALSE(r.failure);
}

// A steady brain has a steady BOLD: the scan starts with the vessels at rest under the activity there is, so nothing
// rises or falls.
TEST(Scan, StartsWithVesselsAtRest) {
    auto n = tuned(template_network("wong_wang", 0.5), Inhibition::analytic, {}).network;
    auto p = plan_for(20);
    p.fast.noise = 0;
    p.fast.dt = 1e-3;
    const auto r = scanned(n, {point_of(n)}, p).front();
    for (std::size_t i = 0; i < 82; ++i) {
        EXPECT_NEAR(r.bold(0, i), r.bold(r.bold.rows() - 1, i), 2e-3 * r.bold(0, i));
        EXPECT_NEAR(r.mean(2, i), 3.0773271, 2e-3) << "r_E rests at the target without noise";
    }
}

TEST(Scan, SavedAndRestoredGivesTheSameBits) {
    const auto n = template_network("wong_wang", 0.8);
    auto p = plan_for(15);
    p.spectra = true;
    p.fast.dt = 5e-4;
    const auto whole = make_scan(n, {point_of(n)}, p);
    const auto expected = run_scan(*whole);
    const auto first = make_scan(n, {point_of(n)}, p);
    for (int k = 0; k < 6; ++k)
        first->advance();
    const auto second = make_scan(n, {point_of(n)}, p);
    std::string bytes;
    first->save(bytes);
    second->restore(bytes);
    const auto result = run_scan(*second);
    EXPECT_EQ(hash_of(result), hash_of(expected));
    ASSERT_TRUE(result[0].activity && expected[0].activity);
    EXPECT_EQ(result[0].activity->density, expected[0].activity->density);
}

// Regions that nothing joins, with a slow input each, or shared, of so many A / sqrt(Hz).
std::pair<Network, ScanPlan> apart(std::size_t regions, double seconds) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < regions; ++i)
        names.push_back("r" + std::to_string(i));
    auto tuned = tune_inhibition(
        Network::with_defaults(catalogue().region_model("wong_wang_gain"), names, Matrix(regions, regions)));
    auto p = plan_for(seconds);
    p.fast.dt = 1e-3;
    p.tr = 2;
    p.slow = {.input = find_row(tuned.network.model->inputs, "u"), .own = {}, .shared = Matrix(regions, 1)};
    return {std::move(tuned.network), p};
}
// Two that share an input go together, and no others do; a run taken up again has the same, an even volume or an odd.
TEST(Scan, ASharedSlowInputBindsRegions) {
    auto made = apart(4, 200);
    const auto& n = made.first;
    auto& p = made.second;
    p.slow.shared(1, 0) = p.slow.shared(3, 0) = 40e-12;
    const auto whole = scanned(n, {point_of(n)}, p).front();
    const auto r = functional_connectivity(whole.bold).r;
    EXPECT_GT(r(1, 3), 0.8);
    EXPECT_LT(std::abs(r(0, 2)), 0.5);
    EXPECT_LT(std::abs(r(0, 1)), 0.5);
    for (const int volumes : {21, 40}) {
        const auto first = make_scan(n, {point_of(n)}, p), second = make_scan(n, {point_of(n)}, p);
        for (int k = 0; k < volumes; ++k)
            first->advance();
        std::string bytes;
        first->save(bytes);
        second->restore(bytes);
        EXPECT_EQ(run_scan(*second).front().bold, whole.bold) << volumes;
    }
}
// Slow amplitudes grow as slow noise says, whatever the length of a volume and however long an input stays what it is:
// that takes a tenth off at 4 s.
TEST(Scan, SlowInputsAreOfTheDensityTheySay) {
    for (const double hold : {2.0, 4.0}) {
        auto made = apart(8, 600);
        const auto& n = made.first;
        auto& p = made.second;
        p.hold = hold;
        p.slow.shared = {};
        p.slow.own.assign(8, 0);
        for (std::size_t i = 0; i < 8; i += 2)
            p.slow.own[i] = 15e-12;
        const auto rest = steady_state(n);
        const auto density = slow_density(n, rest.state, rest.near, p.slow);
        const auto alff = observe::amplitude_of_fluctuations(scanned(n, {point_of(n)}, p).front().bold, p.tr).alff;
        double with = 0, without = 0;
        for (std::size_t i = 0; i < 8; ++i)
            (i % 2 == 0 ? with : without) += alff[i];
        EXPECT_NEAR(with / without, (hold == 2 ? 0.97 : 0.9) * std::sqrt(density(0, 0) / density(1, 1)),
                    0.08 * with / without)
            << hold;
    }
}

TEST(Scan, ACheckpointOfAnotherRunIsRefused) {
    const auto n = template_network("wong_wang", 0.8), other = template_network("jansen_rit", 0.01);
    std::string bytes;
    make_scan(n, {point_of(n)}, plan_for(5))->save(bytes);
    EXPECT_THROW(make_scan(other, {point_of(other)}, plan_for(5))->restore(bytes), InputError);
    EXPECT_THROW(make_scan(n, {point_of(n)}, plan_for(5))->restore(std::string_view(bytes).substr(0, bytes.size() / 2)),
                 InputError);
}

TEST(Scan, OneHashOverBatchAndSingle) {
    const auto n = template_network("wong_wang", 0.8);
    auto p = plan_for(6);
    std::vector<Point> points;
    for (std::uint32_t k = 0; k < 9; ++k)
        points.push_back(point_of(n, k));
    const auto together = scanned(n, points, p);
    for (const std::size_t q : {0u, 8u})
        EXPECT_EQ(hash_of({together[q]}), hash_of(scanned(n, {points[q]}, p)));
}

// The same luck in single and in double precision: means and covariances agree far inside what another luck would
// change. Three points of doubles are fewer than a vector of noise holds, whatever the processor.
TEST(Scan, AFewPointsOfDoublesAreThoseOfMany) {
    const auto n = template_network("wong_wang", 0.5);
    auto p = plan_for(3);
    p.fast.dt = 1e-3;
    std::vector<Point> many;
    for (std::uint32_t k = 0; k < 20; ++k)
        many.push_back(point_of(n, k));
    const auto all = scanned(n, many, p, Precision::twofold),
               few = scanned(n, {many[0], many[1], many[2]}, p, Precision::twofold);
    for (std::size_t k = 0; k < 3; ++k)
        EXPECT_EQ(hash_of({few[k]}), hash_of({all[k]})) << k;
}

// Vessels under more than they can follow are told of with place and time; the record ends there, the other point goes
// on.
TEST(Scan, VesselsThatBreakAreAFailureOfTheirPoint) {
    auto n = template_network("hopf", 0);
    auto p = plan_for(60);
    p.fast.dt = 1e-3;
    auto loud = point_of(n, 1);
    loud.params[require_row(*n.model, n.model->params, "parameter", "a")] = {
        0.8}; // swings of 0.9 through a cycle of 20 s
    const auto r = scanned(n, {point_of(n), loud}, p);
    EXPECT_FALSE(r[0].failure);
    EXPECT_EQ(r[0].bold.rows(), p.volumes());
    ASSERT_TRUE(r[1].failure);
    EXPECT_EQ(r[1].failure->mechanism, "balloon_windkessel");
    EXPECT_LT(r[1].bold.rows(), p.volumes());
    for (const double v : r[1].bold.values())
        EXPECT_TRUE(std::isfinite(v));
}

TEST(Scan, SinglePrecisionIsAsGoodAsDouble) {
    const auto n = tuned(template_network("wong_wang", 0.7), Inhibition::analytic, {}).network;
    auto p = plan_for(20);
    const auto narrow = scanned(n, {point_of(n)}, p).front(),
               wide = scanned(n, {point_of(n)}, p, Precision::twofold).front();
    auto other_plan = p;
    other_plan.fast.seed = 2;
    const auto other = scanned(n, {point_of(n)}, other_plan).front();
    double rounding = 0, sampling = 0, spread = 0, spread_sampling = 0;
    for (std::size_t i = 0; i < 82; ++i) {
        rounding += std::pow(narrow.mean(0, i) - wide.mean(0, i), 2);
        sampling += std::pow(other.mean(0, i) - wide.mean(0, i), 2);
        spread += std::pow(narrow.sd(0, i) - wide.sd(0, i), 2);
        spread_sampling += std::pow(other.sd(0, i) - wide.sd(0, i), 2);
    }
    EXPECT_LT(rounding, 0.25 * sampling);
    EXPECT_LT(spread, 0.25 * spread_sampling);
    const auto fc = [](const ScanResult& r) { return functional_connectivity(r.bold).r; };
    EXPECT_GT(compare(fc(narrow), fc(wide)).r, compare(fc(other), fc(wide)).r);
}

TEST(Scan, RefusesATrThatIsNoWholeNumberOfSteps) {
    const auto n = template_network("wong_wang", 0.5);
    auto p = plan_for(5);
    p.fast.dt = 0.13e-3;
    try {
        make_scan(n, {point_of(n)}, p);
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("--tr 720 ms is not a whole number of steps of --dt 0.13 ms"),
                  std::string::npos);
    }
}

// Whatever stands in a command line is refused before it becomes a whole number.
TEST(Scan, TimesThatAreNoTimesAreRefused) {
    const double none = std::nan(""), far = std::numeric_limits<double>::infinity();
    const auto told = [](auto change) {
        auto p = plan_for(20);
        change(p);
        try {
            p.check();
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_EQ(told([](ScanPlan&) {}), "");
    for (const double bad : {none, far, -far, -1.0, 0.0, 1e300, 5e-324, 1e-300}) {
        EXPECT_NE(told([&](ScanPlan& p) { p.fast.dt = bad; }).find("--dt"), std::string::npos) << bad;
        EXPECT_NE(told([&](ScanPlan& p) { p.tr = bad; }), "") << bad;
        EXPECT_NE(told([&](ScanPlan& p) { p.duration = bad; }).find("--duration"), std::string::npos) << bad;
        auto p = plan_for(bad);
        EXPECT_EQ(p.volumes(), 0u) << bad;
    }
    for (const double bad : {none, far, -far, -1.0, 1e300})
        EXPECT_NE(told([&](ScanPlan& p) { p.transient = bad; }).find("--transient"), std::string::npos) << bad;
    EXPECT_EQ(plan_for(7.3).volumes(), 10u);
    EXPECT_EQ(plan_for(0.72).volumes(), 1u);
}

TEST(Sweep, GivesTheSameNumbersOnOneAndTwoThreads) {
    const auto n = template_network("wong_wang", 0.5);
    const std::vector<Axis1D> axes{parse_axis("coupling=0:1:11", *n.model), parse_axis("noise=0.5:1:2", *n.model)};
    SweepPlan plan;
    plan.scan = plan_for(5);
    plan.scan.fast.dt = 1e-3;
    plan.inhibition = Inhibition::analytic;
    const auto run = [&](int threads, std::size_t lanes) {
        plan.threads = threads;
        plan.lanes = lanes;
        return hash_of(sweep(n, axes, plan, {}, {}, {}));
    };
    const auto one = run(1, 32);
    EXPECT_EQ(one, run(2, 32));
    EXPECT_EQ(one, run(2, 8));
}

TEST(Findings, LongRecordingsGetFewerWindows) { // 4 h, seven regions: memory and pages stay small
    ScanQuestion q;
    q.cortex.assign(7, true);
    ScanResult r;
    r.bold = Recording(20000, 7);
    for (std::size_t t = 0; t < 20000; ++t)
        for (std::size_t i = 0; i < 7; ++i)
            r.bold(t, i) = static_cast<float>(std::sin(0.07 * static_cast<double>(t * (i + 2))));
    const auto f = measure(r, q);
    EXPECT_LE(f.window_start.size(), most_windows);
    EXPECT_GT(f.window_start.size(), most_windows - 3);
    EXPECT_GT(f.window_start.back(), 20000 * q.tr - q.window - 30) << "they still reach the end";
    ASSERT_EQ(f.warnings.size(), 1u);
    EXPECT_NE(f.warnings[0].find("Windows of connectivity dynamics are 23.9 s apart, not 5 s"), std::string::npos)
        << f.warnings[0];
}
TEST(Findings, ABandIsPassedBeforeConnectivity) { // slow parts are opposed, fast parts alike
    ScanQuestion q;
    q.band_low = 0.01;
    q.band_high = 0.05;
    q.cortex.assign(3, true);
    ScanResult r;
    r.bold = Recording(1000, 3);
    for (std::size_t t = 0; t < 1000; ++t)
        for (std::size_t i = 0; i < 3; ++i) {
            const double s = 2 * std::numbers::pi * q.tr * static_cast<double>(t);
            r.bold(t, i) = static_cast<float>((i == 1 ? -1 : 1) * std::sin(0.025 * s) + 3 * std::sin(0.3 * s));
        }
    EXPECT_NEAR(measure(r, q).fc.r(0, 1), -0.75031761, 1e-6)
        << "scipy 1.10: detrend, butter(2), sosfiltfilt; -1 but for the ends";
    q.band_low = 0;
    EXPECT_NEAR(measure(r, q).fc.r(0, 1), 0.8, 0.01);
}

TEST(Sweep, WithoutSimulationIsLinearNoise) {
    auto n = template_network("wong_wang", 0.5);
    const std::vector<Axis1D> axes{parse_axis("coupling=0.5:1:2", *n.model), parse_axis("noise=1:2:2", *n.model)};
    SweepPlan plan;
    plan.scan = plan_for(5);
    plan.inhibition = Inhibition::analytic;
    plan.linear_noise = true;
    plan.question.cortex.assign(82, true);
    plan.question.target = simulate::Target{n.weights, {}};
    plan.threads = 2;
    std::size_t told = 0;
    const auto points = sweep(n, axes, plan, {}, [&](std::size_t, const SweepPoint&) { ++told; }, {});
    EXPECT_EQ(told, 4u);
    n.coupling = 1;
    const auto balanced = tune_inhibition(n);
    const LinearNoise noise(balanced.network, steady_state(balanced.network, balanced.state));
    const auto covariance = noise.covariance(0);
    double square = 0;
    for (std::size_t i = 0; i < 82; ++i)
        square += covariance(i, i) / 82;
    EXPECT_NEAR(points[2].sd[0], std::sqrt(square), 1e-12);
    EXPECT_NEAR(points[3].sd[0], 2 * std::sqrt(square), 1e-12) << "twice the noise, twice the spread";
    EXPECT_NEAR(points[2].mean[0], 0.164757, 1e-6);
    EXPECT_NEAR(points[2].fit.fc_r, compare(noise.correlation(), n.weights).r, 1e-12);
    EXPECT_EQ(points[2].fit.fc_r, points[3].fit.fc_r);
    plan.threads = 1;
    EXPECT_EQ(hash_of(points), hash_of(sweep(n, axes, plan, {}, {}, {})));
}
TEST(Sweep, TellsOfPointsWithoutAStableRest) {
    const auto n = template_network("wong_wang", 0.5);
    SweepPlan plan;
    plan.scan = plan_for(5);
    plan.inhibition = Inhibition::analytic;
    plan.linear_noise = true;
    const auto points = sweep(n, {parse_axis("coupling=0.5:3:2", *n.model)}, plan, {}, {}, {});
    EXPECT_EQ(points[0].failure, "");
    EXPECT_NE(points[1].failure.find("a disturbance grows"), std::string::npos) << points[1].failure;
    EXPECT_TRUE(points[1].mean.empty());
}

TEST(Sweep, ReadsAxes) {
    const auto& model = catalogue().region_model("wong_wang");
    const auto a = parse_axis("tau_E=50:150:3 ms", model);
    EXPECT_EQ(a.values, (std::vector<double>{50, 100, 150}));
    EXPECT_EQ(a.unit, "ms");
    EXPECT_EQ(parse_axis("coupling=6:1:6", model).values, (std::vector<double>{6, 5, 4, 3, 2, 1})) << "downwards too";
    EXPECT_EQ(parse_axis("coupling=1:0.2:3", model).values.back(), 0.2) << "the very number that was asked for";
    EXPECT_EQ(parse_axis("coupling=1:1:1", model).values, (std::vector<double>{1}));
    EXPECT_THROW(parse_axis("coupling=1:1:3", model), InputError) << "three times the same";
    for (const char* bad : {"coupling", "coupling=0:3", "coupling=0:3:0", "coupling=0:3:2.5", "tau_E=50:150:3",
                            "tau_e=50:150:3 ms", "tau_E=50:150:3 mV", "noise=-1:1:3", "coupling=a:3:4"})
        EXPECT_THROW(parse_axis(bad, model), InputError) << bad;
}

TEST(Findings, CompareWithATarget) {
    const auto n = template_network("wong_wang", 0.8);
    auto p = plan_for(400);
    p.fast.dt = 1e-3;
    p.spectra = true;
    const auto r = scanned(n, {point_of(n)}, p).front();
    ScanQuestion q;
    q.cortex.assign(82, true);
    Matrix bold(r.bold.rows(), r.bold.cols());
    std::copy(r.bold.values().begin(), r.bold.values().end(), bold.values().begin());
    q.target = simulate::Target{functional_connectivity(r.bold).r, dynamics_of(bold, q)};
    const auto f = measure(r, q);
    EXPECT_NEAR(f.fit->r, 1, 1e-12) << "a brain fits itself";
    EXPECT_EQ(f.fcd_ks, 0);
    EXPECT_TRUE(f.dynamics && f.slow && f.eeg && f.bold_spectrum);
    EXPECT_GT(f.synchrony, 0);
    EXPECT_EQ(fit_point(r, q).fc_r, f.fit->r);
}
