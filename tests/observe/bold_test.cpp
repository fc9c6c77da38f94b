// Vessels and scanner: rest, the steady state of the equations by hand, the order of the method, cells that do not hear
// of each other, what is told when vessels cannot follow.
#include "observe/bold.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "equations/all.hpp"

namespace rewire {
using namespace observe;
using integrate::Cells;
namespace {

const mechanism::Entry& blood(const char* name = "balloon_windkessel") {
    static const mechanism::Catalogue all = equations::all_mechanisms();
    return all.find(name);
}
template <class R>
struct Vessels { // with a drive of its own in every cell
    Cells<R> cells;
    BoldSignal<R> bold;
    Aligned<R> drive;
    Vessels(std::size_t places, std::size_t points, double z, const char* name = "balloon_windkessel")
        : cells(places, points), bold(blood(name), cells), drive(cells.size(), static_cast<R>(z)) {}
    double signal(std::size_t place, std::size_t point) {
        return static_cast<double>(bold.signal()[cells.at(place, point)]);
    }
    void run(double seconds, double step) {
        for (double t = 0; t < seconds - step / 2; t += step)
            bold.step(drive.data(), step);
    }
};
// At rest under a drive z: f = 1 + efficacy z/gamma, v = f^alpha, q = v (1 - (1 - E_0)^(1/f))/E_0.
struct Steady {
    double f, v, q;
    Steady(double z, double gamma, double alpha, double E_0)
        : f(1 + z / gamma), v(std::pow(f, alpha)), q(v * (1 - std::pow(1 - E_0, 1 / f)) / E_0) {}
    double bold(double V_0, double k_1, double k_2, double k_3) const {
        return V_0 * (k_1 * (1 - q) + k_2 * (1 - q / v) + k_3 * (1 - v));
    }
};

TEST(Bold, vessels_without_a_drive_stay_at_rest) {
    Vessels<double> v(3, 1, 0);
    v.run(10, 0.02);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(v.signal(i, 0), 0, 1e-12);
    EXPECT_TRUE(v.bold.check(10, {"a", "b", "c"}).empty());
}
TEST(Bold, a_steady_drive_settles_where_the_equations_stand_still) {
    for (const double z : {0.1, 0.3, -0.1}) {
        Vessels<double> friston(1, 1, z), stephan(1, 1, z, "balloon_windkessel_stephan");
        friston.bold.settle(friston.drive.data());
        stephan.bold.settle(stephan.drive.data());
        const Steady at(z, 0.41, 0.32, 0.34), other(z, 0.41, 0.32, 0.40);
        EXPECT_NEAR(friston.signal(0, 0), at.bold(0.02, 7 * 0.34, 2, 2 * 0.34 - 0.2), 1e-7) << z;
        EXPECT_NEAR(stephan.signal(0, 0), other.bold(0.04, 4.3 * 40.3 * 0.40 * 0.04, 25 * 0.40 * 0.04, 0), 1e-7) << z;
        EXPECT_GT(friston.signal(0, 0) * z, 0) << "more activity, more signal";
        const double before = friston.signal(0, 0);
        friston.run(5, 0.02);
        EXPECT_NEAR(friston.signal(0, 0), before, 1e-7) << "and stays there";
    }
}
// Classical Runge-Kutta is of fourth order: half the step leaves a sixteenth of the error.
TEST(Bold, half_the_step_leaves_a_sixteenth_of_the_error) {
    const auto after = [](double step) {
        Vessels<double> v(1, 1, 0.5);
        v.run(2, step);
        return v.signal(0, 0);
    };
    const double exact = after(0.00125), coarse = std::abs(after(0.025) - exact),
                 fine = std::abs(after(0.0125) - exact);
    EXPECT_GT(coarse / fine, 12);
    EXPECT_LT(coarse / fine, 22);
    EXPECT_LT(std::abs(after(0.02) - exact), 1e-8) << "the windows of a scan";
}
TEST(Bold, the_response_to_a_second_of_activity_peaks_in_five_and_undershoots) {
    Vessels<double> v(1, 1, 0.5);
    v.run(1, 0.02);
    for (double& z : v.drive)
        z = 0;
    double most = 0, peak = 0, least = 0;
    for (int k = 50; k < 1500; ++k) {
        v.bold.step(v.drive.data(), 0.02);
        if (v.signal(0, 0) > most) {
            most = v.signal(0, 0);
            peak = 0.02 * k;
        }
        least = std::min(least, v.signal(0, 0));
    }
    EXPECT_GT(peak, 3) << "s";
    EXPECT_LT(peak, 5);
    EXPECT_LT(least, -0.05 * most) << "flow swings below rest";
    EXPECT_NEAR(v.signal(0, 0), 0, 0.01 * most) << "and is over in half a minute";
}
TEST(Bold, a_cell_is_the_same_whoever_lies_beside_it_in_either_precision) {
    Vessels<double> alone(1, 1, 0.3);
    alone.run(4, 0.02);
    Vessels<double> many(3, 5, 0);
    Vessels<float> single(3, 5, 0);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t q = 0; q < 5; ++q) {
            const double z = i == 1 && q == 2 ? 0.3 : 0.05 * static_cast<double>(i + q);
            many.drive[many.cells.at(i, q)] = z;
            single.drive[single.cells.at(i, q)] = static_cast<float>(z);
        }
    many.run(4, 0.02);
    single.run(4, 0.02);
    EXPECT_EQ(many.signal(1, 2), alone.signal(0, 0)) << "bit for bit";
    EXPECT_NE(many.signal(2, 2), alone.signal(0, 0));
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t q = 0; q < 5; ++q)
            EXPECT_NEAR(single.signal(i, q), many.signal(i, q), 2e-6) << i << " " << q;
}
TEST(Bold, vessels_that_cannot_follow_are_told_once_a_point_with_place_and_mend) {
    Vessels<double> v(2, 3, 0);
    for (const std::size_t i : {0u, 1u})
        v.drive[v.cells.at(i, 1)] = -3; // takes the flow to 0
    v.drive[v.cells.at(1, 2)] = std::nan("");
    v.run(3, 0.02);
    const auto failed = v.bold.check(3, {"left", "right"});
    ASSERT_EQ(failed.size(), 2u) << "the first point is well";
    EXPECT_EQ(failed[0].point, 1u);
    EXPECT_EQ(failed[0].failure.place, "left") << "the first of its places";
    EXPECT_EQ(failed[0].failure.mechanism, "balloon_windkessel");
    EXPECT_EQ(failed[0].failure.time, 3);
    EXPECT_NE(failed[0].failure.mend.find("try a lower --coupling"), std::string::npos);
    EXPECT_EQ(failed[1].point, 2u);
    EXPECT_EQ(failed[1].failure.place, "right");
    EXPECT_TRUE(std::isnan(failed[1].failure.value));
    EXPECT_EQ(v.bold.check(4, {"left", "right"}).size(), 2u) << "and again each time";
}
TEST(Bold, what_was_saved_goes_on_to_the_same_bits_and_half_of_it_is_refused) {
    Vessels<float> v(5, 1, 0.2), other(5, 1, 0.2);
    v.run(2, 0.02);
    std::string bytes = "before";
    v.bold.save(bytes);
    EXPECT_TRUE(bytes.starts_with("before")) << "behind what is there";
    std::string_view rest = std::string_view(bytes).substr(6);
    other.bold.restore(rest);
    EXPECT_TRUE(rest.empty());
    v.run(2, 0.02);
    other.run(2, 0.02);
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(v.signal(i, 0), other.signal(i, 0));
    std::string_view half = std::string_view(bytes).substr(6, bytes.size() / 2);
    EXPECT_THROW(other.bold.restore(half), InputError);
}
TEST(Bold, refuses_a_mechanism_that_is_no_blood) {
    const Cells<double> cells(1, 1);
    EXPECT_THROW(BoldSignal<double>(blood("wong_wang"), cells), Defect);
}

} // namespace
} // namespace rewire
