#include "brain/template_brain.hpp"

#include "brain/atlas.hpp"
#include "brain/made_files.hpp"
#include "brain/scaling.hpp"
#include <cmath>
#include <set>

using namespace rewire;
using namespace rewire::brain;

namespace {
std::size_t edges(const Connectome& c) {
    std::size_t count = 0;
    for (double w : c.weights.values())
        count += w > 0;
    return count / 2;
}
} // namespace

// Values of the reference construction in numpy (six decimals of L, eight digits of the scaled weight).
TEST(TemplateBrain, HasTheReferenceValues) {
    const auto c = template_brain();
    const auto L = template_log_weights();
    const auto w = scaled(c);
    struct {
        const char *a, *b;
        double L, w;
    } const cases[] = {{"ctx-lh-precentral", "ctx-lh-postcentral", 12.251388, 0.56581795},
                       {"ctx-lh-postcentral", "ctx-rh-postcentral", 7.940700, 0.007926039},
                       {"ctx-lh-rostralmiddlefrontal", "ctx-rh-rostralmiddlefrontal", 8.966280, 0.055499994},
                       {"Left-Amygdala", "Left-Hippocampus", 8.958970, 0.11383171},
                       {"Left-Amygdala", "ctx-lh-medialorbitofrontal", 6.448388, 0.0090265874},
                       {"Left-Thalamus", "ctx-lh-postcentral", 9.589104, 0.0455267},
                       {"Left-Thalamus", "Right-Thalamus", 10.710540, 0.15438924},
                       {"Left-Accumbens-area", "ctx-lh-medialorbitofrontal", 6.396457, 0.016158181},
                       {"ctx-lh-insula", "ctx-lh-caudalanteriorcingulate", 6.493357, 0.0065022665},
                       {"ctx-lh-rostralanteriorcingulate", "ctx-lh-precuneus", 4.910413, 0.0012737441},
                       {"ctx-lh-rostralmiddlefrontal", "ctx-lh-inferiorparietal", 5.454212, 0.001494741}};
    for (const auto& t : cases) {
        const auto i = region_index(t.a), j = region_index(t.b);
        EXPECT_NEAR(L(i, j), t.L, 1e-5) << t.a << " " << t.b;
        EXPECT_NEAR(w(i, j), t.w, 1e-6) << t.a << " " << t.b;
        EXPECT_EQ(w(i, j), w(j, i));
    }
    EXPECT_EQ(c.weights(region_index("ctx-lh-frontalpole"), region_index("ctx-rh-pericalcarine")), 0);
    EXPECT_EQ(edges(c), 1199u);

    double sum = 0, squares = 0, trace = 0;
    for (double v : c.weights.values())
        sum += v;
    for (std::size_t i = 0; i < 82; ++i)
        for (std::size_t j = 0; j < 82; ++j) {
            squares += w(i, j) * w(i, j);
            trace += w(i, j) * w(j, i);
        }
    EXPECT_NEAR(sum / 2 / 5514053.7, 1, 1e-7); // the reference counts a pair once
    EXPECT_NEAR(std::sqrt(squares), 3.2338117, 1e-6);
    EXPECT_NEAR(trace, 10.457538, 1e-5);
    EXPECT_NEAR(spectral_radius(w).value(), 1, 1e-9);
}

// The second eigenvalue, after the first (1, with the eigenvector sqrt(strength)) is taken out.
TEST(TemplateBrain, HasTheReferenceSecondEigenvalue) {
    const auto c = template_brain();
    const auto w = scaled(c);
    std::vector<double> first(82), x(82), y(82);
    double total = 0;
    for (std::size_t i = 0; i < 82; ++i) {
        double s = 0;
        for (double v : c.weights.row(i))
            s += v;
        first[i] = std::sqrt(s);
        total += s;
        x[i] = i < 34 || (i >= 68 && i < 75) ? 1 : -1;
    }
    double value = 0;
    for (int step = 0; step < 4000; ++step) {
        double along = 0, norm = 0;
        for (std::size_t i = 0; i < 82; ++i)
            along += first[i] * x[i] / total;
        for (std::size_t i = 0; i < 82; ++i) {
            x[i] -= along * first[i];
            norm += x[i] * x[i];
        }
        value = 0;
        for (std::size_t i = 0; i < 82; ++i) {
            x[i] /= std::sqrt(norm);
            y[i] = 0;
        }
        for (std::size_t i = 0; i < 82; ++i)
            for (std::size_t j = 0; j < 82; ++j)
                y[i] += w(i, j) * x[j];
        for (std::size_t i = 0; i < 82; ++i)
            value += x[i] * y[i];
        for (std::size_t i = 0; i < 82; ++i)
            x[i] = y[i] + x[i]; // moved by 1: negative eigenvalues stay small
    }
    EXPECT_NEAR(value, 0.8730596, 1e-6);
}

TEST(TemplateBrain, SaysThatItIsSynthetic) {
    const auto c = template_brain();
    EXPECT_TRUE(c.synthetic);
    EXPECT_EQ(describe(c)[0], "template: SYNTHETIC, not a measured brain (generated, preset default)");
    EXPECT_NE(c.notes[0].find("synthetic"), std::string::npos);
    EXPECT_EQ(c.warnings, std::vector<std::string>{synthetic_warning});
}

TEST(TemplateBrain, IsMirroredAndHasEstimatedLengths) {
    const auto c = template_brain();
    const auto a = region_index("ctx-lh-insula"), b = region_index("Left-Amygdala"), a2 = region_index("ctx-rh-insula"),
               b2 = region_index("Right-Amygdala");
    EXPECT_EQ(c.weights(a, b), c.weights(a2, b2));
    EXPECT_EQ(c.lengths(a, b), c.lengths(a2, b2));
    const double d = std::hypot(38.3 - 24.5, 0.9 + 6.3, 1.0 + 20.4); // mm, template centroids
    EXPECT_NEAR(c.lengths(a, b), (8 + 1.35 * d) * 1e-3, 1e-12);
    EXPECT_EQ(c.lengths(a, a), 0);
    EXPECT_EQ(c.hemispheres[a], 'L');
    EXPECT_EQ(c.cortical[b], 'n');
    EXPECT_EQ(c.networks[a], "SN");
}

TEST(TemplateBrain, PresetsDiffer) {
    EXPECT_EQ(made::complaint([] { template_brain({.preset = "sc_onyl"}); }),
              "did you mean \"sc_only\"? the template brain has no preset \"sc_onyl\"; expected one of default, "
              "no_network, sc_only, fc_tuned");
    const auto i = region_index("ctx-lh-precuneus"), j = region_index("ctx-lh-isthmuscingulate");
    std::vector<double> values;
    for (const char* preset : {"default", "no_network", "sc_only", "fc_tuned"}) {
        const auto c = template_brain({.preset = preset});
        EXPECT_GT(edges(c), 1000u) << preset;
        EXPECT_LT(edges(c), 1400u) << preset;
        values.push_back(c.weights(i, j));
    }
    EXPECT_EQ(std::set<double>(values.begin(), values.end()).size(), 4u);
}

TEST(TemplateBrain, ResidualSpreadIsSeeded) {
    const auto plain = template_log_weights();
    const auto one = template_log_weights({.residual_sd = 1.5, .seed = 7}),
               again = template_log_weights({.residual_sd = 1.5, .seed = 7}),
               other = template_log_weights({.residual_sd = 1.5, .seed = 8});
    EXPECT_EQ(one, again);
    EXPECT_NE(one, other);
    double sum = 0, squares = 0;
    const double n = 82 * 81 / 2;
    for (std::size_t i = 0; i < 82; ++i)
        for (std::size_t j = i + 1; j < 82; ++j) {
            EXPECT_EQ(one(i, j), one(j, i));
            const double r = one(i, j) - plain(i, j);
            sum += r;
            squares += r * r;
        }
    EXPECT_NEAR(sum / n, 0, 4 * 1.5 / std::sqrt(n)); // 4 standard errors: one seed in 16 000 fails
    EXPECT_NEAR(std::sqrt(squares / n), 1.5, 4 * 1.5 / std::sqrt(2 * n));
    EXPECT_NE(made::complaint([] { template_brain({.residual_sd = -1}); }).find("0 to 10 is expected"),
              std::string::npos);
    EXPECT_NE(template_brain({.residual_sd = 1.5, .seed = 7}).source.find("seed 7"), std::string::npos);
}
