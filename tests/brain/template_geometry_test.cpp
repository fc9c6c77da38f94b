// Laws that hold between any two regions of the template brain, and scaling against Eigen.
#include "base/eigen.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <set>

#include "brain/atlas.hpp"
#include "brain/check_weights.hpp"
#include "brain/export.hpp"
#include "brain/made_files.hpp"
#include "brain/parcellation.hpp"
#include "brain/scaling.hpp"
#include "brain/symmetry.hpp"
#include "brain/template_brain.hpp"

using namespace rewire;
using namespace rewire::brain;

namespace {

constexpr const char* presets[] = {"default", "no_network", "sc_only", "fc_tuned"};

double distance(const Connectome& c, std::size_t i, std::size_t j) {
    return std::hypot(c.centres_mm[i][0] - c.centres_mm[j][0], c.centres_mm[i][1] - c.centres_mm[j][1],
                      c.centres_mm[i][2] - c.centres_mm[j][2]);
}
// The same region of the other side: cortex left 0-33, right 34-67, below it 68-74 and 75-81.
std::size_t mirrored(std::size_t i) { return i < 34 ? i + 34 : i < 68 ? i - 34 : i < 75 ? i + 7 : i - 7; }

// The largest modulus of an eigenvalue, by Eigen's Hessenberg QR.
double radius_of(const Matrix& m) {
    const auto n = static_cast<Eigen::Index>(m.rows());
    dense::Real a(n, n);
    for (Eigen::Index r = 0; r < n; ++r)
        for (Eigen::Index c = 0; c < n; ++c)
            a(r, c) = m(static_cast<std::size_t>(r), static_cast<std::size_t>(c));
    return a.eigenvalues().cwiseAbs().maxCoeff();
}
// Numbers without pattern in 0 to 1, of which some are 0.
Matrix scattered(std::size_t n, std::uint32_t seed, double density) {
    Matrix m(n, n);
    std::uint32_t state = seed;
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c < n; ++c) {
            state = state * 1664525 + 1013904223;
            const double v = static_cast<double>(state >> 8) / (1 << 24);
            m(r, c) = r == c || v > density ? 0 : v;
        }
    return m;
}
Connectome of(Matrix weights) {
    Connectome c;
    c.source = "made";
    for (std::size_t i = 0; i < weights.rows(); ++i)
        c.labels.push_back("r" + std::to_string(i));
    c.weights = std::move(weights);
    return c;
}

} // namespace

TEST(TemplateGeometry, LeftAndRightAreMirrorImages) {
    for (const char* preset : presets) {
        const auto c = template_brain({.preset = preset});
        ASSERT_EQ(c.labels.size(), 82u);
        for (std::size_t i = 0; i < 82; ++i) {
            EXPECT_EQ(c.centres_mm[i][0], -c.centres_mm[mirrored(i)][0]) << c.labels[i];
            EXPECT_EQ(c.centres_mm[i][1], c.centres_mm[mirrored(i)][1]);
            EXPECT_EQ(c.centres_mm[i][2], c.centres_mm[mirrored(i)][2]);
            EXPECT_EQ(c.hemispheres[i], c.centres_mm[i][0] < 0 ? 'L' : 'R') << c.labels[i] << ": left is negative x";
            EXPECT_EQ(c.cortical[i], i < 68 ? 'y' : 'n');
            for (std::size_t j = 0; j < 82; ++j)
                EXPECT_EQ(c.weights(i, j), c.weights(mirrored(i), mirrored(j))) << preset << i << " " << j;
        }
        EXPECT_EQ(symmetry_of(c.weights).kind, Symmetry::exact);
        EXPECT_TRUE(gaps(c.weights, c.labels).empty()) << preset << ": one network, nobody alone";
    }
}

// 8 mm + 1.35 d: every tract is longer than the way, the longest is a brain's, and detours are never shorter by more
// than the 8 mm they do not pay twice.
TEST(TemplateGeometry, LengthsAreThoseOfTheCentres) {
    const auto c = template_brain();
    double longest = 0;
    for (std::size_t i = 0; i < 82; ++i)
        for (std::size_t j = 0; j < 82; ++j) {
            const double mm = 1e3 * c.lengths(i, j);
            EXPECT_NEAR(mm, i == j ? 0 : 8 + 1.35 * distance(c, i, j), 1e-10) << i << " " << j;
            longest = std::max(longest, mm);
            for (std::size_t k = 0; k < 82; ++k)
                EXPECT_LE(mm, 1e3 * (c.lengths(i, k) + c.lengths(k, j)) + 1e-9);
        }
    EXPECT_GT(longest, 150);
    EXPECT_LT(longest, 300);
    // The template stands where the atlas's centres are, in MNI152: within 15 mm, on the same side.
    for (std::size_t i = 0; i < 82; ++i) {
        const auto& at = atlas()[i].centroid_mm;
        EXPECT_LT(std::hypot(at[0] - c.centres_mm[i][0], at[1] - c.centres_mm[i][1], at[2] - c.centres_mm[i][2]), 15)
            << c.labels[i];
    }
}

// Longer ways are weaker tracts, by more than e^2 between the near half and the far half of a hemisphere; where there
// is a connection its weight is the exponential of the logarithm.
TEST(TemplateGeometry, WeightsFallWithDistance) {
    const auto c = template_brain();
    const auto L = template_log_weights();
    double near = 0, far = 0;
    std::size_t count_near = 0, count_far = 0;
    for (std::size_t i = 0; i < 34; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const bool close = distance(c, i, j) < 45;
            (close ? near : far) += L(i, j);
            ++(close ? count_near : count_far);
            EXPECT_EQ(L(i, j), L(j, i));
            EXPECT_DOUBLE_EQ(c.weights(i, j), c.weights(i, j) > 0 ? std::exp(L(i, j)) : 0);
        }
    EXPECT_GT(near / static_cast<double>(count_near), far / static_cast<double>(count_far) + 2);
    for (std::size_t i = 0; i < 82; ++i)
        EXPECT_EQ(L(i, i), 0) << "no region has a weight to itself";
}

// The residual is a number of the pair: twice the spread is twice the difference, whatever else is asked.
TEST(TemplateGeometry, TheResidualIsOfThePairAndInProportion) {
    for (const char* preset : presets) {
        const auto plain = template_log_weights({.preset = preset}),
                   one = template_log_weights({.preset = preset, .residual_sd = 0.5, .seed = 3}),
                   two = template_log_weights({.preset = preset, .residual_sd = 1, .seed = 3}),
                   base = template_log_weights(), other = template_log_weights({.residual_sd = 0.5, .seed = 3});
        std::set<double> different;
        for (std::size_t i = 0; i < 82; ++i)
            for (std::size_t j = 0; j < i; ++j) {
                EXPECT_NEAR(two(i, j) - plain(i, j), 2 * (one(i, j) - plain(i, j)), 1e-12);
                EXPECT_NEAR(one(i, j) - plain(i, j), other(i, j) - base(i, j), 1e-12) << preset;
                different.insert(one(i, j) - plain(i, j));
            }
        EXPECT_GT(different.size(), 3300u) << "3321 pairs, each with luck of its own";
    }
    // A seed is the same brain for ever: numbers as they were first given out.
    const auto plain = template_log_weights(), seven = template_log_weights({.residual_sd = 1, .seed = 7});
    EXPECT_NEAR(seven(0, 1) - plain(0, 1), -1.9581196037121, 1e-12);
    EXPECT_NEAR(seven(10, 70) - plain(10, 70), -0.94174978090116, 1e-12);
    EXPECT_NEAR(seven(81, 2) - plain(81, 2), -0.0459860348837, 1e-12);
}

TEST(TemplateGeometry, WrittenOutItIsReadBackAsItIs) {
    const auto c = template_brain({.preset = "fc_tuned", .residual_sd = 0.3, .seed = 4});
    const auto path = made::folder() / "t.zip";
    write_tvb_zip(c, path);
    const auto back = read_connectome(path);
    EXPECT_EQ(back.weights, c.weights);
    EXPECT_EQ(back.lengths, c.lengths);
    EXPECT_EQ(back.labels, c.labels);
    EXPECT_EQ(back.centres_mm, c.centres_mm);
    EXPECT_EQ(back.hemispheres, c.hemispheres);
    EXPECT_EQ(back.cortical, c.cortical);
    EXPECT_EQ(back.networks, c.networks);
    EXPECT_EQ(back.atlas, "82-region");
    EXPECT_TRUE(back.synthetic);
}

TEST(Scaling, TheSpectralRadiusIsEigens) {
    for (const std::size_t n : {2u, 3u, 10u, 40u})
        for (const double density : {0.4, 1.0})
            for (const bool symmetric : {false, true}) {
                auto m = scattered(n, static_cast<std::uint32_t>(7 * n), density);
                for (std::size_t r = 0; r < n; ++r)
                    for (std::size_t c = 0; symmetric && c < r; ++c)
                        m(r, c) = m(c, r);
                for (std::size_t r = 0; r < n; ++r)
                    m(r, (r + 1) % n) = 0.3; // a ring through all: one clear radius
                const double meant = radius_of(m);
                EXPECT_NEAR(spectral_radius(m).value(), meant, 1e-9 * meant) << n << " " << density << symmetric;
                const auto s = scaled(of(m), Scaling::spectral, 0.7);
                EXPECT_NEAR(radius_of(s), 0.7, 1e-8);
            }
    for (const char* preset : presets)
        EXPECT_NEAR(radius_of(scaled(template_brain({.preset = preset}))), 1, 1e-9) << preset << ": by degree it is 1";
}

// What scaling must not do: change who is strongest, turn directions, or depend on the unit of the weights.
TEST(Scaling, KnowsNoUnitAndNoOrderOfRegions) {
    const auto m = scattered(12, 5, 0.7);
    const std::size_t turn[] = {3, 0, 11, 7, 1, 9, 2, 10, 4, 8, 6, 5};
    Matrix large = m, turned(12, 12);
    for (double& w : large.values())
        w *= 1024;
    for (std::size_t r = 0; r < 12; ++r)
        for (std::size_t c = 0; c < 12; ++c)
            turned(r, c) = m(turn[r], turn[c]);
    for (const auto how : {Scaling::degree, Scaling::max, Scaling::row_sum, Scaling::spectral}) {
        const auto a = scaled(of(m), how), b = scaled(of(large), how), t = scaled(of(turned), how);
        for (std::size_t r = 0; r < 12; ++r)
            for (std::size_t c = 0; c < 12; ++c) {
                EXPECT_NEAR(a(r, c), b(r, c), 1e-12);
                EXPECT_NEAR(a(turn[r], turn[c]), t(r, c), 1e-12);
                EXPECT_EQ(a(r, c) > 0, m(r, c) > 0);
            }
    }
    EXPECT_EQ(scaled(of(m), Scaling::none), m);
    // The power keeps zeros, ones and the order.
    const auto root = raised(of(m), 0.5).weights, square = raised(of(m), 2).weights;
    for (std::size_t k = 0; k < m.values().size(); ++k) {
        EXPECT_DOUBLE_EQ(root.values()[k] * root.values()[k], m.values()[k]);
        EXPECT_DOUBLE_EQ(square.values()[k], m.values()[k] * m.values()[k]);
    }
}
