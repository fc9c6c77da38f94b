// A made-up run at the 82 embedded region centroids, with everything a report shows.
// To look at it: REWIRE_DEMO_PAGE=page.html REWIRE_DEMO_SVG=brain.svg build/tests/test_report
#pragma once
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "report/names.hpp"
#include "report/page.hpp"

namespace rewire::demo {
using namespace report;

struct Brain {
    std::vector<std::string> labels, networks;
    std::vector<BrainRegion> regions;
};

inline Brain brain() {
    std::istringstream lines{std::string(embedded("template/regions.tsv"))};
    std::string line, cell;
    std::map<std::string, std::size_t> column;
    auto cells = [&] {
        std::vector<std::string> out;
        std::istringstream fields(line);
        while (std::getline(fields, cell, '\t'))
            out.push_back(cell);
        return out;
    };
    std::getline(lines, line);
    for (const auto& name : cells())
        column.emplace(name, column.size());
    Brain b;
    while (std::getline(lines, line)) {
        const auto row = cells();
        auto at = [&](const char* name) { return row.at(column.at(name)); };
        b.labels.push_back(at("label"));
        b.networks.push_back(network_title(at("network")));
        b.regions.push_back({at("label"), std::stod(at("x_mni152")), std::stod(at("y_mni152")),
                             std::stod(at("z_mni152")), 0, at("hemisphere")[0]});
    }
    return b;
}

struct Series { // over time: rows are `period` s apart
    std::string name, unit, doc;
    double start = 0, period = 0;
    std::vector<std::string> labels; // one a column
    Matrix values;
};
// Slow signals shared within networks and across hemispheres, plus a noise of each region.
inline Series bold(const Brain& b, std::size_t points, double coupling, unsigned seed) {
    std::mt19937_64 draw(seed);
    std::normal_distribution<double> normal;
    const auto n = b.labels.size();
    Series s{"bold", "%", "BOLD signal change", 0, 0.72, b.labels, Matrix(points, n)};
    std::map<std::string, double> network;
    std::vector<double> twin(n / 2), own(n);
    double global = 0;
    for (std::size_t t = 0; t < points; ++t) {
        global = 0.93 * global + 0.36 * normal(draw);
        for (const auto& name : b.networks)
            network.try_emplace(name, 0);
        for (auto& [name, x] : network)
            x = 0.93 * x + 0.36 * normal(draw);
        for (auto& x : twin)
            x = 0.9 * x + 0.43 * normal(draw);
        for (auto& x : own)
            x = 0.85 * x + 0.52 * normal(draw);
        for (std::size_t k = 0; k < n; ++k) {
            const auto pair = k < 68 ? k % 34 : 34 + (k - 68) % 7;
            s.values(t, k) =
                0.4 * (coupling * (0.5 * global + 0.8 * network[b.networks[k]]) + 0.6 * twin[pair] + 0.7 * own[k]);
        }
    }
    return s;
}

inline double correlation(const Matrix& m, std::size_t a, std::size_t b, std::size_t from, std::size_t to) {
    double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
    for (std::size_t t = from; t < to; ++t) {
        ma += m(t, a);
        mb += m(t, b);
    }
    ma /= static_cast<double>(to - from);
    mb /= static_cast<double>(to - from);
    for (std::size_t t = from; t < to; ++t) {
        const double x = m(t, a) - ma, y = m(t, b) - mb;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return ab / std::sqrt(aa * bb);
}

inline Matrix connectivity(const Matrix& m, std::size_t from, std::size_t to) {
    Matrix fc(m.cols(), m.cols(), 1);
    for (std::size_t a = 0; a < m.cols(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            fc(a, b) = fc(b, a) = correlation(m, a, b, from, to);
    return fc;
}

// Windows of 60 s every 4 s: how alike the pattern of one time is to that of another.
inline Matrix dynamics(const Series& s, std::vector<double>& centres) {
    std::vector<Matrix> windows;
    for (std::size_t from = 0; from + 83 <= s.values.rows(); from += 6) {
        windows.push_back(connectivity(s.values, from, from + 83));
        centres.push_back((static_cast<double>(from) + 41.5) * s.period);
    }
    const auto n = s.values.cols();
    Matrix stacked(n * (n - 1) / 2, windows.size());
    for (std::size_t w = 0; w < windows.size(); ++w)
        for (std::size_t a = 0, k = 0; a < n; ++a)
            for (std::size_t b = a + 1; b < n; ++b)
                stacked(k++, w) = windows[w](a, b);
    return connectivity(stacked, 0, stacked.rows());
}

inline LineChart bold_chart(const Brain& b, const Series& s) {
    LineChart c{
        {"BOLD signal", "Percent signal change of every region; choose networks below the chart.", {"bold.csv"}},
        {"Time", "s"},
        {"BOLD", "%"},
        {},
        {}};
    for (std::size_t t = 0; t < s.values.rows(); ++t)
        c.at.push_back(s.start + static_cast<double>(t) * s.period);
    for (std::size_t k = 0; k < b.labels.size(); ++k) {
        Line line{.label = b.labels[k],
                  .values = {},
                  .group = b.networks[k],
                  .shown = b.networks[k] == "default mode" || b.networks[k] == "visual"};
        for (std::size_t t = 0; t < s.values.rows(); ++t)
            line.values.push_back(s.values(t, k));
        c.lines.push_back(std::move(line));
    }
    return c;
}

inline LineChart spectrum_chart() {
    LineChart c{
        {"Power spectrum", "Welch estimate, mean over regions with the range of the middle 90 %.", {"spectrum.csv"}},
        {"Frequency", "Hz", true},
        {"Power", "%^2/Hz", true},
        {},
        {}};
    Line simulated{.label = "Simulated", .values = {}}, measured{.label = "Empirical", .values = {}, .dashed = true};
    for (int k = 1; k <= 200; ++k) {
        const double f = 0.0035 * k, p = 12 / (1 + std::pow(f / 0.03, 2.1)) + 0.02 * std::sin(40 * f) + 0.03;
        c.at.push_back(f);
        simulated.values.push_back(p);
        simulated.low.push_back(p * 0.55);
        simulated.high.push_back(p * 1.9);
        measured.values.push_back(0.8 * p * (1 + 0.15 * std::sin(90 * f)));
    }
    c.lines = {simulated, measured};
    return c;
}

inline TableFigure parameter_table() {
    TableFigure t{{"Parameters", "Every value that was used, with where it comes from.", {"parameters.csv"}},
                  {{{"Mechanism"}, {"Parameter"}, {"Value"}, {"Unit"}, {"Meaning"}, {"Source"}}, {}},
                  5};
    auto row = [&](const char* p, double v, const char* unit, const char* meaning, const char* source) {
        t.table.rows.push_back({std::string("reduced_wong_wang"), std::string(p), v, std::string(unit),
                                std::string(meaning), std::string(source)});
    };
    row("a", 270, "1/nC", "gain of the population response", "Deco et al. 2013, Table 1");
    row("b", 108, "Hz", "threshold of the population response", "Deco et al. 2013, Table 1");
    row("d", 154, "ms", "curvature of the population response", "Deco et al. 2013, Table 1");
    row("gamma", 0.641, "1", "NMDA kinetics", "Deco et al. 2013, Table 1");
    row("tau_S", 100, "ms", "NMDA decay", "Deco et al. 2013, Table 1");
    row("w", 0.9, "1", "local recurrence", "Deco et al. 2013, Table 1");
    row("J_N", 0.2609, "nA", "synaptic coupling", "Deco et al. 2013, Table 1");
    row("I_0", 0.3, "nA", "external input", "Deco et al. 2013, Table 1");
    row("sigma", 0.001, "nA", "noise amplitude", "assumed: between published 0.0005 and 0.01");
    row("G", 2.3, "1", "global coupling", "fitted to the group FC");
    row("v", 6.0, "m/s", "conduction speed", "assumed");
    return t;
}

inline BrainPicture brain_picture(const Brain& b, const Matrix& fc) {
    BrainPicture p{"Mean firing rate of 82 regions", "Mean firing rate", "Hz", b.regions};
    for (std::size_t k = 0; k < p.regions.size(); ++k) {
        double sum = 0;
        for (const double v : fc.row(k))
            sum += v;
        p.regions[k].value = 2.4 + 0.11 * sum + 0.01 * p.regions[k].y;
    }
    p.regions[79].value = not_there;
    p.edges = strongest_edges(fc, 60);
    return p;
}

inline HeatMaps sweep_plane() {
    HeatMaps h{
        {"Fit over coupling and noise", "FC similarity at 25 x 21 points.", {"sweep.csv"}}, "FC similarity", "r", {}};
    HeatMap m{"", {.label = "Noise", .unit = "nA"}, {.label = "Global coupling G"}, Matrix(21, 25)};
    for (std::size_t c = 0; c < 25; ++c)
        m.columns.at.push_back(0.5 + 0.125 * static_cast<double>(c));
    for (std::size_t r = 0; r < 21; ++r)
        m.rows.at.push_back(0.0005 * static_cast<double>(r + 1));
    for (std::size_t r = 0; r < 21; ++r)
        for (std::size_t c = 0; c < 25; ++c)
            m.values(r, c) = 0.62 * std::exp(-std::pow((m.columns.at[c] - 2.3) / 0.7, 2) -
                                             std::pow((m.rows.at[r] - 0.004) / 0.005, 2));
    h.maps = {m};
    h.marks = {{2.25, 0.004, "best r = 0.62"}};
    return h;
}

inline Page page() {
    const auto b = brain();
    const auto simulated = bold(b, 833, 1.0, 1), measured = bold(b, 833, 0.8, 2);
    const auto fc = connectivity(simulated.values, 0, 833), empirical = connectivity(measured.values, 0, 833);

    Page p("Resting state of the template brain", "Reduced Wong-Wang model, 82 regions, 10 min of BOLD at TR 0.72 s");
    p.warn("The connectome is synthetic (a distance rule with homotopic links): results show behaviour, not a person.");
    p.warn("2 of 11 parameters rest on assumptions; see Parameters.");

    p.section("Findings");
    p.facts({{"FC similarity", "0.62", "Pearson r, 3321 pairs"},
             {"FCD distance", "0.11", "Kolmogorov-Smirnov"},
             {"Mean rate", "3.1 Hz", "over 82 regions"},
             {"Regions", "82", "68 cortex, 14 subcortex"},
             {"Simulated", "10 min", "dt 0.1 ms, 20 s discarded"}});
    p.text(
        "Regions of one network move together, as they do in people; links across hemispheres are stronger than "
        "distance alone would give.");
    p.add(BrainFigure{{"Mean firing rate",
                       "Dots stand at region centroids (MNI152); lines are the 60 strongest functional links.",
                       {"regions.csv"}},
                      brain_picture(b, fc)});

    p.section("Functional connectivity");
    p.add(HeatMaps{
        {"FC matrices",
         "Pearson correlation of BOLD, regions gathered by network.",
         {"fc_simulated.csv", "fc_empirical.csv"}},
        "Correlation",
        "r",
        {square_map("Simulated", b.labels, b.networks, fc), square_map("Empirical", b.labels, b.networks, empirical)},
        Palette::diverging,
        std::pair{-1.0, 1.0}});
    p.side_by_side(2);
    p.add(scatter_of_pairs(
        {"Simulated against empirical", "One dot a pair of regions; the dashed line is equality.", {"fc_pairs.csv"}},
        {"Empirical FC", "r"}, {"Simulated FC", "r"}, empirical, fc, b.labels));
    p.add(BarChart{{"Similarity within networks", "With the 95 % interval over seeds."},
                   "FC similarity",
                   "r",
                   {{"DMN", 0.66, 0.6, 0.71},
                    {"VIS", 0.74, 0.69, 0.78},
                    {"SMN", 0.7, 0.64, 0.75},
                    {"SN", 0.41, 0.33, 0.5},
                    {"CEN", 0.28, 0.1, 0.42},
                    {"DAN", -0.08, -0.2, 0.05},
                    {"LIM", 0.33, 0.22, 0.45},
                    {"SUB", 0.5, 0.42, 0.58}}});
    std::vector<double> centres;
    const auto fcd = dynamics(simulated, centres);
    const HeatAxis windows{.label = "Time", .unit = "s", .at = centres};
    p.side_by_side(2);
    p.add(HeatMaps{{"FC dynamics", "How alike the connectivity of one minute is to that of another.", {"fcd.csv"}},
                   "Correlation of patterns",
                   "r",
                   {{"", windows, windows, fcd}}});
    p.add(sweep_plane());

    p.section("Signals");
    p.add(bold_chart(b, simulated));
    p.add(spectrum_chart());
    LineChart sweep{{"Fit over global coupling", "", {"sweep_G.csv"}},
                    {"Global coupling G"},
                    {"FC similarity", "r"},
                    {},
                    {{.label = "Mean of 4 seeds", .values = {}}}};
    for (int k = 0; k <= 40; ++k) {
        const double g = 0.1 * k, r = 0.62 * std::exp(-std::pow((g - 2.3) / 0.9, 2));
        sweep.at.push_back(g);
        sweep.lines[0].values.push_back(r);
        sweep.lines[0].low.push_back(r - 0.03);
        sweep.lines[0].high.push_back(r + 0.03);
    }
    sweep.marks = {{2.3, 0.62, "best: G = 2.3, r = 0.62"}};
    p.add(sweep);

    p.section("Parameters");
    p.add(parameter_table());
    TableFigure regions{{"Regions", "Centroids in MNI152.", {"regions.csv"}},
                        {{{"Region"}, {"Network"}, {"x", "mm"}, {"y", "mm"}, {"z", "mm"}}, {}}};
    for (std::size_t k = 0; k < b.labels.size(); ++k)
        regions.table.rows.push_back({b.labels[k], b.networks[k], b.regions[k].x, b.regions[k].y, b.regions[k].z});
    p.add(regions);

    p.section("Methods and references");
    p.methods(
        "Resting-state activity was simulated with the reduced Wong-Wang mean-field model on a connectome of 82 "
        "regions with rewire 0.1.0 (Heun scheme, dt = "
        "0.1 ms, "
        "seed 42). BOLD was computed by the Balloon-Windkessel model; functional connectivity is the Pearson "
        "correlation of 10 min of BOLD at TR 0.72 s.");
    p.citations(
        {{"Deco G, Ponce-Alvarez A, Mantini D, Romani GL, Hagmann P, Corbetta M (2013). Resting-state functional "
          "connectivity emerges from "
          "structurally and dynamically shaped slow linear fluctuations. Journal of Neuroscience 33:11239-11252.",
          "10.1523/JNEUROSCI.1091-13.2013",
          "@article{deco2013,\n  title = {Resting-state functional connectivity emerges from structurally and "
          "dynamically shaped slow linear "
          "fluctuations},\n  year = {2013}\n}"},
         {"Desikan RS et al. (2006). An automated labeling system for subdividing the human cerebral cortex on MRI "
          "scans into gyral based regions of "
          "interest. NeuroImage 31:968-980.",
          "10.1016/j.neuroimage.2006.01.021", "@article{desikan2006,\n  year = {2006}\n}"}});
    return p;
}

inline Provenance provenance() { return {"0.1.0", "42", "9f2c4be1a0d37755", "Apache-2.0", "rewire demo"}; }

} // namespace rewire::demo
