#include "observe/corticothalamic_spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace rewire {
using namespace observe;
namespace {

const CorticothalamicGains& state(std::string_view name) {
    for (const auto& s : corticothalamic_states)
        if (s.name == name)
            return s.gains;
    throw std::runtime_error("no such state");
}
CorticothalamicGains eyes_closed(double t_0, double alpha = 83) {
    auto g = state("eyes_closed");
    g.t_0 = t_0;
    g.alpha = alpha;
    return g;
}
std::vector<double> peaks(const CorticothalamicGains& g) { return spectral_peaks(g, 2, 25); }

// Published gains, recomputed: tests/equations/reference.py; bands 0.5-4-8-13-30 Hz.
struct Known {
    const char* name;
    std::vector<double> peaks;
    double delta, theta, alpha, beta;
};
const std::vector<Known> known{
    {"eyes_closed", {8.901, 18.170}, .3096, .1328, .3921, .1549},
    {"eyes_open", {8.352, 17.486}, .5713, .1590, .1573, .1049},
    {"rem_sleep", {}, .4897, .2716, .1831, .0541},
    {"sleep_s1", {8.870}, .4353, .2345, .2576, .0708},
    {"sleep_s2", {}, .6702, .1795, .1169, .0324},
    {"slow_wave_sleep", {}, .8887, .0775, .0252, .0084},
    {"sleep_spindles", {12.612}, .2321, .0641, .4147, .2873},
};

TEST(CorticothalamicSpectrum, PeaksOfTheSevenStates) {
    ASSERT_EQ(known.size(), corticothalamic_states.size());
    for (const auto& k : known) {
        const auto found = peaks(state(k.name));
        ASSERT_EQ(found.size(), k.peaks.size()) << k.name;
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_NEAR(found[i], k.peaks[i], 0.002) << k.name;
    }
}

TEST(CorticothalamicSpectrum, BandsOfTheSevenStates) {
    for (const auto& k : known) {
        const auto& g = state(k.name);
        EXPECT_NEAR(band_share(g, 0.5, 4), k.delta, 0.001) << k.name;
        EXPECT_NEAR(band_share(g, 4, 8), k.theta, 0.001) << k.name;
        EXPECT_NEAR(band_share(g, 8, 13), k.alpha, 0.001) << k.name;
        EXPECT_NEAR(band_share(g, 13, 30), k.beta, 0.001) << k.name;
    }
    EXPECT_LT(band_share(state("eyes_open"), 8, 13), band_share(state("eyes_closed"), 8, 13))
        << "opening the eyes blocks alpha";
}

TEST(CorticothalamicSpectrum, LoopStrengthsOfEyesClosed) {
    const auto l = loop_strengths(state("eyes_closed"));
    EXPECT_NEAR(l.X, 0.405, 5e-4);
    EXPECT_NEAR(l.Y, 0.508, 5e-4);
    EXPECT_NEAR(l.Z, 0.058, 5e-4);
    for (const auto& s : corticothalamic_states) {
        const auto at = loop_strengths(s.gains);
        EXPECT_GT(at.X + at.Y, 0) << s.name;
        EXPECT_LT(at.X + at.Y, 1) << s.name;
    }
}

TEST(CorticothalamicSpectrum, AlphaFollowsTheDelay) { // f_alpha near 1/(t_0 + 2/alpha + 2/beta) = 8.95 Hz
    const auto g = state("eyes_closed");
    EXPECT_NEAR(peaks(g)[0], 1 / (g.t_0 + 2 / g.alpha + 2 / g.beta), 0.06);
    const std::map<double, double> slowing{{.075, 9.788}, {.085, 8.901}, {.095, 8.161},
                                           {.105, 7.534}, {.115, 6.996}, {.125, 6.531}};
    double theta = 0;
    for (const auto& [t_0, hertz] : slowing) {
        const auto at = eyes_closed(t_0);
        EXPECT_NEAR(peaks(at)[0], hertz, 0.002) << t_0;
        EXPECT_GT(band_share(at, 4, 8), theta) << t_0;
        theta = band_share(at, 4, 8);
    }
    EXPECT_NEAR(band_share(eyes_closed(.075), 4, 8), .0991, 0.001);
    EXPECT_NEAR(theta, .4818, 0.001);
}

TEST(CorticothalamicSpectrum, SlowerDendritesSlowAlphaAndRaiseTheta) {
    const auto slow = eyes_closed(0.085, 40);
    EXPECT_NEAR(peaks(slow)[0], 7.958, 0.002);
    EXPECT_NEAR(band_share(slow, 4, 8), .3110, 0.001);
}

TEST(CorticothalamicSpectrum, StrongerReticularInhibitionSpeedsAlphaAndCutsIt) {
    auto g = state("eyes_closed");
    const double before = eeg_power(peaks(g)[0], g);
    g.G_sr *= 2;
    EXPECT_NEAR(peaks(g)[0], 9.7, 0.03);
    EXPECT_LT(eeg_power(peaks(g)[0], g), before);
}

TEST(CorticothalamicSpectrum, RelayGainSetsTheHeightOfThePeakHardlyItsPlace) {
    auto g = state("eyes_closed");
    const double place = peaks(g)[0], height = eeg_power(place, g);
    g.G_se *= 0.9;
    EXPECT_NEAR(peaks(g)[0], place, 0.15);
    EXPECT_LT(eeg_power(peaks(g)[0], g), 0.9 * height);
}

TEST(CorticothalamicSpectrum, MuscleAddsPowerAround40Hz) {
    const auto g = state("eyes_closed");
    const Sheet still, tense{.muscle = 1e-14};
    EXPECT_NEAR(eeg_power(40, g, tense) - eeg_power(40, g, still), 0.25e-14, 1e-20);
    EXPECT_LT(eeg_power(1, g, tense) - eeg_power(1, g, still), 1e-17);
    EXPECT_EQ(eeg_spectrum(std::vector{1.0, 40.0}, g, tense)[1], eeg_power(40, g, tense));
}

TEST(CorticothalamicSpectrum, DriveScalesPowerWithItsSquare) {
    const auto g = state("sleep_s1");
    EXPECT_NEAR(eeg_power(10, g, {.phi_n = 2e-5}) / eeg_power(10, g), 4, 1e-12);
    EXPECT_GT(eeg_power(10, g), eeg_power(10, g, {.modes = 0})) << "short waves add";
}

} // namespace
} // namespace rewire
