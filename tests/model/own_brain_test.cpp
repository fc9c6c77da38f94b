// Brains of one's own: what varies and what does not, drawn by names; the file that tells how much.
#include "model/own_brain.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "model/medicine.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace life;
using namespace model;
namespace {
using namespace rewire::testing;

const LifeModel& life_of_all() { return template_life(); }
const BrainSizes& usual() {
    static const auto sizes = read_medicine(life_of_all(), {}).brains;
    return sizes;
}

TEST(OwnBrain, TractsStayPositiveSymmetricAndWhereTheyAre) {
    const auto& base = life_of_all().network.weights;
    const auto own = own_brain(life_of_all(), usual(), Luck(1, 0)).network;
    double square = 0, count = 0;
    for (std::size_t i = 0; i < base.rows(); ++i)
        for (std::size_t j = 0; j < base.cols(); ++j) {
            EXPECT_EQ(own.weights(i, j) > 0, base(i, j) > 0);
            EXPECT_NEAR(own.weights(i, j), own.weights(j, i), 1e-15 * own.weights(i, j));
            if (j < i && base(i, j) > 0) {
                square += std::pow(std::log(own.weights(i, j) / base(i, j)), 2);
                ++count;
            }
        }
    const double spread = std::sqrt(usual().tract_spread * usual().tract_spread +
                                    usual().tract_region_spread * usual().tract_region_spread);
    EXPECT_NEAR(std::sqrt(square / count), spread, 0.06) << "of the logarithms, as the file says";
}
// log w_ij = s (a_i + a_j) / sqrt 2: four regions in a ring cancel, and a tract that only regions move lies between.
TEST(OwnBrain, TheRegionsPartIsOfRankTwo) {
    const auto& base = life_of_all().network.weights;
    const auto own = own_brain(life_of_all(), {.tract_region_spread = 0.3}, Luck(1, 4)).network.weights;
    const auto moved = [&](std::size_t i, std::size_t j) { return std::log(own(i, j) / base(i, j)); };
    int rings = 0;
    for (std::size_t i = 0; i + 3 < base.rows(); ++i)
        if (base(i, i + 1) > 0 && base(i + 1, i + 2) > 0 && base(i + 2, i + 3) > 0 && base(i + 3, i) > 0) {
            EXPECT_NEAR(moved(i, i + 1) - moved(i + 1, i + 2) + moved(i + 2, i + 3) - moved(i + 3, i), 0, 1e-12);
            EXPECT_GT(std::abs(moved(i, i + 1)), 1e-6);
            ++rings;
        }
    EXPECT_GT(rings, 10);
    double square = 0, count = 0;
    for (std::uint32_t person = 0; person < 10; ++person) {
        const auto one = own_brain(life_of_all(), {.tract_region_spread = 0.3}, Luck(1, person)).network.weights;
        for (std::size_t i = 0; i + 1 < base.rows(); ++i)
            if (base(i, i + 1) > 0) {
                square += std::pow(std::log(one(i, i + 1) / base(i, i + 1)), 2);
                ++count;
            }
    }
    EXPECT_NEAR(std::sqrt(square / count), 0.3, 0.03) << "sd of a logarithm, as the file says";
}
// What pathways add is the same in everyone; each input takes its share of a tract.
TEST(OwnBrain, PathwaysKeepWhatTheyAdd) {
    const auto& base = life_of_all().network;
    const auto own = own_brain(life_of_all(), usual(), Luck(1, 1)).network;
    for (std::size_t i = 0; i < base.size(); ++i)
        for (std::size_t j = 0; j < base.size(); ++j) {
            EXPECT_NEAR(own.tracts[0](i, j) - own.weights(i, j), base.tracts[0](i, j) - base.weights(i, j), 1e-14);
            EXPECT_NEAR(own.tracts[1](i, j) - 0.3 * own.weights(i, j), base.tracts[1](i, j) - 0.3 * base.weights(i, j),
                        1e-14);
            EXPECT_EQ(own.tracts[2](i, j), 0);
        }
}
TEST(OwnBrain, HealthyRegionsRestAtThreeHertz) {
    const auto own = own_brain(life_of_all(), usual(), Luck(1, 2));
    const auto near = integrate::linearise(own.network, own.rest);
    const auto rate = mechanism::find_row(own.network.model->outputs, "r_E");
    for (std::size_t i = 0; i < own.network.size(); ++i)
        EXPECT_NEAR(near.outputs(i, rate), 3, 1e-9);
    // A gain leaves such a rest alone.
    auto louder = own.network;
    louder.params[life_of_all().equilibria->family().param].assign(louder.size(), 1.1);
    for (const double v : integrate::linearise(louder, own.rest).drift.values())
        EXPECT_NEAR(v, 0, 1e-9);
}
// One number more or less reshuffles none of the others, nor do other regions.
TEST(OwnBrain, NumbersGoByTheirNames) {
    const Luck luck(7, 3);
    const auto whole = own_brain(life_of_all(), usual(), luck).network.weights;
    auto sizes = usual();
    sizes.tract_region_spread = 0;
    const auto tracts = own_brain(life_of_all(), sizes, luck).network.weights;
    sizes = usual();
    sizes.tract_spread = 0;
    const auto regions = own_brain(life_of_all(), sizes, luck).network.weights;
    const auto& base = life_of_all().network.weights;
    for (std::size_t i = 0; i < base.rows(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (base(i, j) > 0) {
                EXPECT_NEAR(std::log(whole(i, j) * base(i, j) / (tracts(i, j) * regions(i, j))), 0, 1e-12);
            }

    auto fewer = life_of_all();
    std::swap(fewer.network.places[0], fewer.network.places[5]);
    const auto a = session(life_of_all(), usual(), luck, 0), b = session(fewer, usual(), luck, 0);
    EXPECT_EQ(a.log_gain[0], b.log_gain[5]);
    EXPECT_EQ(a.slow.own[5], b.slow.own[0]);
    EXPECT_EQ(a.slow.shared(5, 3), b.slow.shared(0, 3));
    EXPECT_EQ(a.log_gain[9], b.log_gain[9]);
}
TEST(OwnBrain, ASessionIsThePersonsAndTheDays) {
    const auto first = session(life_of_all(), usual(), Luck(1, 0), 0),
               again = session(life_of_all(), usual(), Luck(1, 0), 0),
               later = session(life_of_all(), usual(), Luck(1, 0), 7),
               other = session(life_of_all(), usual(), Luck(1, 1), 0);
    EXPECT_EQ(first.log_gain, again.log_gain);
    EXPECT_EQ(first.slow.shared, again.slow.shared);
    const auto apart = [&](const Session& s) {
        double square = 0;
        for (std::size_t i = 0; i < s.slow.own.size(); ++i)
            square += std::pow(std::log(s.slow.own[i] / first.slow.own[i]), 2) / static_cast<double>(s.slow.own.size());
        return std::sqrt(square / 2);
    };
    EXPECT_NEAR(apart(later), usual().fluctuation_session, 0.02) << "sd of a logarithm, as the file says";
    EXPECT_NEAR(apart(other), std::hypot(usual().fluctuation_spread, usual().fluctuation_session), 0.06);
}
// Of every size its own part: nothing else varies, and by as much as is said.
TEST(OwnBrain, EachSizeIsTheSpreadOfItsPart) {
    const auto spread = [](std::span<const double> values) {
        double mean = 0, square = 0;
        const double n = static_cast<double>(values.size());
        for (const double v : values) {
            mean += v / n;
            square += v * v / n;
        }
        return std::pair(mean, std::sqrt(square - mean * mean));
    };
    const auto logs = [](std::vector<double> values) {
        for (double& v : values)
            v = std::log(v / (5e-12 * std::sqrt(BrainSizes::hold)));
        return values;
    };
    const BrainSizes even{.fluctuation = 5e-12, .pattern_mean = 0.4};
    const auto plain = session(life_of_all(), even, Luck(1, 0), 0);
    for (std::size_t i = 0; i < plain.slow.own.size(); ++i) {
        EXPECT_DOUBLE_EQ(plain.slow.own[i], 5e-12 * std::sqrt(BrainSizes::hold)) << "A / sqrt(Hz)";
        for (std::size_t k = 0; k < BrainSizes::patterns; ++k)
            EXPECT_DOUBLE_EQ(plain.slow.shared(i, k), k == 0 ? 0.4 * plain.slow.own[i] : 0);
        EXPECT_EQ(plain.log_gain[i], 0);
    }
    const double tolerance = 3 * 0.5 / std::sqrt(2 * 82.0);
    for (const bool person : {true, false}) {
        auto sizes = even;
        (person ? sizes.gain_spread : sizes.gain_session) = 0.5;
        EXPECT_NEAR(spread(session(life_of_all(), sizes, Luck(1, 0), 0).log_gain).second, 0.5, tolerance);
        sizes = even;
        (person ? sizes.fluctuation_spread : sizes.fluctuation_session) = 0.5;
        EXPECT_NEAR(spread(logs(session(life_of_all(), sizes, Luck(1, 0), 0).slow.own)).second, 0.5, tolerance);
        sizes = even;
        (person ? sizes.pattern_spread : sizes.pattern_session) = 0.5;
        auto patterns = session(life_of_all(), sizes, Luck(1, 0), 0).slow;
        for (double& v : patterns.shared.values())
            v /= patterns.own[0];
        const auto first = [&] {
            std::vector<double> out;
            for (std::size_t i = 0; i < patterns.own.size(); ++i)
                out.push_back(patterns.shared(i, 0));
            return spread(out);
        }();
        EXPECT_NEAR(first.first, 0.4, 0.2);
        EXPECT_NEAR(first.second, 0.5, tolerance);
        EXPECT_NEAR(spread(patterns.shared.values()).second, 0.5, 0.05);
    }
}
TEST(OwnBrain, GivenTractsAreTakenAsTheyAre) {
    auto given = life_of_all().network.weights;
    given(0, 1) = given(1, 0) = 0.25;
    const auto own = own_brain(life_of_all(), usual(), Luck(1, 0), &given).network;
    EXPECT_EQ(own.weights, given);
    EXPECT_NEAR(own.tracts[0](0, 1), 0.25, 1e-15);
}
TEST(OwnBrain, SizesOfNothingAreTheBrainThatAllShare) {
    const auto own = own_brain(life_of_all(), {}, Luck(1, 0));
    EXPECT_EQ(own.network.tracts, life_of_all().network.tracts);
    for (std::size_t k = 0; k < own.rest.values().size(); ++k)
        EXPECT_NEAR(own.rest.values()[k], life_of_all().rest.values()[k], 1e-12);
    const auto now = session(life_of_all(), {}, Luck(1, 0), 0);
    EXPECT_TRUE(now.slow.none());
    EXPECT_EQ(now.log_gain, std::vector<double>(own.network.size(), 0));
}

std::string with(std::string_view was, std::string_view now) {
    MedicineFiles files;
    auto& text = files.brains.front().text;
    const auto at = text.find(was);
    EXPECT_NE(at, text.npos) << was;
    text.replace(at, was.size(), now);
    return refusal([&] { read_medicine(life_of_all(), files); }, "accepted");
}
TEST(OwnBrain, AFileIsReadWithItsPlaces) {
    const struct {
        std::string_view was, now, told;
    } cases[]{
        {"value = 0.2", "value = 1.2", "0 to 1 1 is expected"},
        {"value = 0.2", "value = -0.1", "0 to 1 1 is expected"},
        {"value = 0.2", "value = nan", "value must be a finite number"},
        {"unit = \"pA\"", "unit = \"nA\"", "write \"pA\"; fluctuation is told in it"},
        {"range = [0, 1]", "range = [1, 0]", "the lowest and the highest value"},
        {"range = [0, 1]", "range = [0]", "the lowest and the highest value"},
        {"\"gain_spread\"", "\"gain_sprad\"", "did you mean \"gain_spread\"?"},
        {"\"gain_spread\"", "\"gain_session\"", "\"gain_session\" is told twice"},
        {"\"gain_spread\"", "\"gain_session\"", "add a [[size]] named \"gain_spread\""},
        {"source = \"", "origin = \"", "\"source\" is missing"},
    };
    for (const auto& c : cases) {
        const auto told = with(c.was, c.now);
        EXPECT_NE(told.find(c.told), told.npos) << c.now << '\n' << told;
        EXPECT_NE(told.find("catalog/brains/people.toml:"), told.npos) << told;
    }
    MedicineFiles two;
    two.brains.push_back({"mine.toml", two.brains.front().text});
    const auto told = refusal([&] { read_medicine(life_of_all(), two); });
    EXPECT_NE(told.find("keep one; catalog/brains/people.toml tells already"), told.npos) << told;
    two.brains.clear();
    EXPECT_EQ(read_medicine(life_of_all(), two).brains, BrainSizes{}) << "no file: brains do not differ";
}

} // namespace
} // namespace rewire
