// `sweep --linear-noise --fit` from the command line: what made the data is found, the controls stand beside it, and
// what cannot be fitted is told.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/crate.hpp"
#include "app/program.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/linear_noise.hpp"

namespace rewire::testing {
namespace {

struct SweepFits : InFolder {
    // FC of the template brain at a coupling, as a labelled table.
    std::string fc_at(double coupling) const {
        static const auto catalogue = equations::all_mechanisms();
        const auto c = brain::template_brain();
        auto n = integrate::Network::with_defaults(catalogue.region_model("wong_wang"), c.labels, brain::scaled(c));
        n.coupling = coupling;
        const auto balanced = integrate::tune_inhibition(n);
        const auto fc =
            integrate::LinearNoise(balanced.network, integrate::steady_state(balanced.network, balanced.state))
                .correlation();
        const auto file = at(fmt::format("fc_{}.csv", coupling));
        std::ofstream out(file);
        out.precision(17);
        for (const auto& l : c.labels)
            out << "," << l;
        out << "\n";
        for (std::size_t i = 0; i < fc.rows(); ++i) {
            out << c.labels[i];
            for (const double v : fc.row(i))
                out << "," << v;
            out << "\n";
        }
        return file;
    }
};
const std::string sweep = "sweep --linear-noise --threads 1 --vary coupling=0.2:1:5";

} // namespace

TEST_F(SweepFits, FindWhatMadeTheData) {
    const auto o =
        run(fmt::format("{} --empirical-fc {} --other-fc {} --fit --out {}", sweep, fc_at(0.63), fc_at(0.9), at("s")));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("coupling = 0.63 +- "), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("beside it: rewired connectomes r = "), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("a copy of the data r = "), std::string::npos) << o.text;
    const auto fit = nlohmann::json::parse(bytes_of(folder / "s" / "summary.json"))["fit"];
    EXPECT_NEAR(fit["values"][0]["value"], 0.63, 1e-5);
    EXPECT_GT(fit["fc_r"], 0.999999);
    EXPECT_LT(fit["controls"]["rewired_fc_r"], 0.9);
    EXPECT_LT(fit["controls"]["with_other_fc_r"], 1);
    EXPECT_NE(bytes_of(folder / "s" / "fit.csv").find("coupling,"), std::string::npos);
    EXPECT_NE(bytes_of(folder / "s" / "report.html").find("rewired connectomes"), std::string::npos);
    expect_crate(folder / "s");
}

TEST_F(SweepFits, TellWhatCannotBeFitted) {
    const auto fc = fc_at(0.6);
    const auto expect = [&](const std::string& options, const char* told) {
        const auto o = run(options + " --out " + at("none"));
        EXPECT_EQ(o.code, 2) << o.text;
        EXPECT_NE(o.text.find(told), std::string::npos) << o.text;
        EXPECT_FALSE(std::filesystem::exists(folder / "none"));
    };
    expect(sweep + " --fit", "--empirical-fc");
    expect("sweep --vary coupling=0.2:1:5 --fit --empirical-fc " + fc, "--linear-noise");
    expect(sweep + " --by-region w_p=0.7:2 --empirical-fc " + fc, "give --fit");
    expect(sweep + " --fit --by-region w_p=2 --empirical-fc " + fc, "w_p=0.7:2");
    expect(sweep + " --fit --by-region nope=0:1 --empirical-fc " + fc,
           "--by-region: wong_wang has no parameter \"nope\"");
    expect(sweep + " --fit --by-region \"w_p=1:2 Hz\" --empirical-fc " + fc, "--by-region: \"w_p=1:2 Hz\": ");
    expect(sweep + " --fit --by-region w_p=1:1 --empirical-fc " + fc, "--by-region: \"w_p=1:1\": ");
    expect(sweep + " --fit --by-region coupling=0:1 --empirical-fc " + fc, "one number of the whole brain");
    expect(sweep + " --vary w_p=1:2:2 --fit --by-region w_p=0.7:2 --empirical-fc " + fc, "varied as a whole");
    expect(sweep + " --vary noise=1:2:2 --fit --empirical-fc " + fc, "noise does not move");
    expect("sweep --linear-noise --vary coupling=0.5:0.5:1 --fit --empirical-fc " + fc, "two ends");
}

} // namespace rewire::testing
