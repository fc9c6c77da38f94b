// A scan of four regions whose every number is known: for the page, the tables and the netCDF file of one brain.
#pragma once
#include <cmath>

#include "equations/all.hpp"
#include "report/network_report.hpp"

namespace rewire::made_up_scan {
using namespace report;

inline const mechanism::Catalogue& entries() {
    static const mechanism::Catalogue c = equations::all_mechanisms();
    return c;
}
// Names as people have them: what CSV must quote, what HTML must escape, what is not ASCII.
inline const std::vector<std::string> regions{"V1 <left>", "V1, \"right\"", "Précunéus", "raphe & co"};

inline Matrix square(std::size_t n, double diagonal, double step) { // rising row by row, symmetric
    Matrix m(n, n, diagonal);
    double v = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j)
            m(i, j) = m(j, i) = v += step;
    return m;
}

struct Scanned {
    brain::Connectome connectome;
    integrate::Network network;
    simulate::ScanPlan plan;
    simulate::ScanQuestion question;
    simulate::ScanResult scan;
    simulate::Findings findings;
    NetworkReport report;

    explicit Scanned(std::size_t volumes = 6, const char* model = "wong_wang") {
        const auto n = regions.size();
        connectome.name = "four";
        connectome.source = "four.csv";
        connectome.labels = regions;
        connectome.weights = square(n, 0, 0.1);
        connectome.centres_mm = {{-10, -90, 2}, {10, -90, 2}, {-5, -60, 40}, {0, -28, -18}};
        connectome.networks = {"VIS", "VIS", "DMN", ""};
        connectome.hemispheres = {'L', 'R', 'L', '?'};
        connectome.direction = "symmetric";
        const auto& e = entries().region_model(model);
        network = integrate::Network::with_defaults(e, regions, connectome.weights);
        network.coupling = 1.5;
        plan.tr = 2;
        plan.transient = 20;
        plan.blood = &entries().find("balloon_windkessel");
        question.tr = 2;
        scan.bold = Recording(volumes, n);
        for (std::size_t t = 0; t < volumes; ++t)
            for (std::size_t i = 0; i < n; ++i) // a straight line, steeper by region
                scan.bold(t, i) = static_cast<float>(static_cast<double>(i + 1) * (static_cast<double>(t) + 1));
        scan.mean = scan.sd = Matrix(e.outputs.size(), n);
        for (std::size_t k = 0; k < e.outputs.size(); ++k)
            for (std::size_t i = 0; i < n; ++i) { // in the output's own unit: output k of region i is 10 k + i, sd 3
                scan.mean(k, i) = static_cast<double>(10 * k + i) * e.outputs[k].unit.si;
                scan.sd(k, i) = 3 * e.outputs[k].unit.si;
            }
        scan.drive = "S_E as it is";
        findings.fc.r = square(n, 1, 0.1); // 0.1 ... 0.6
        findings.synchrony = findings.metastability = std::nan("");
        findings.fcd_ks = std::nan("");
        report.connectome = &connectome;
        report.network = &network;
        report.plan = &plan;
        report.question = &question;
        report.scan = &scan;
        report.findings = &findings;
        report.inhibition = "fic";
        report.command = "rewire network";
        report.seed = "7";
        report.hash = "00ff";
    }
    Scanned(const Scanned&) = delete;

    void add_spectra() { // power of frequency k in region i: (k + 1) (i + 1), in SI
        const auto n = regions.size();
        observe::Spectrum s{{0, 0.5, 1}, Matrix(3, n), 4};
        for (std::size_t k = 0; k < 3; ++k)
            for (std::size_t i = 0; i < n; ++i)
                s.density(k, i) = static_cast<double>((k + 1) * (i + 1));
        findings.bold_spectrum = s;
        const auto& u = network.model->outputs[network.model->activity].unit;
        for (double& v : s.density.values())
            v *= u.si * u.si;
        scan.activity = s;
    }
    void add_windows(std::size_t count) { // every 5 s
        for (std::size_t w = 0; w < count; ++w)
            findings.window_start.push_back(5 * static_cast<double>(w));
        observe::Connectivity fcd{Matrix(count, count), {}};
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = 0; b < count; ++b)
                fcd.r(a, b) =
                    1 - std::abs(static_cast<double>(a) - static_cast<double>(b)) / static_cast<double>(count);
        findings.dynamics = fcd;
    }
    void add_target() {
        auto fc = square(regions.size(), 1, 0.05);
        fc(0, 3) = fc(3, 0) = std::nan(""); // not measured
        question.target = simulate::Target{fc, {}};
        findings.fit = observe::Fit{0.4567, 0.4321, 0.1234, 5, 1};
    }
};

} // namespace rewire::made_up_scan
