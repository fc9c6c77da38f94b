// The numbers of one scanned brain: netCDF and CSV beside the page.
#include "report/network_report.hpp"

#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/netcdf.hpp"

namespace rewire::report {
namespace {

std::vector<double> in_unit(std::span<const double> si, const Unit& u) {
    std::vector<double> out;
    for (const double v : si)
        out.push_back(v / u.si);
    return out;
}
std::vector<double> flat(const Matrix& m) { return {m.values().begin(), m.values().end()}; }
std::string power_unit(const Unit& u) { return u.text == "1" ? "1/Hz" : fmt::format("({})^2/Hz", u.text); }

} // namespace

std::vector<double> scan_times(std::size_t n, double period) {
    std::vector<double> t;
    for (std::size_t k = 0; k < n; ++k)
        t.push_back(static_cast<double>(k + 1) * period);
    return t;
}

Dataset dataset_of(const NetworkReport& r) {
    const auto& e = *r.network->model;
    const auto& f = *r.findings;
    Dataset d;
    d.title = fmt::format("Resting activity of {}, {} model", counted(r.network->size(), "region"), e.name);
    d.version = version();
    d.attributes = {{"command", r.command},
                    {"seed", r.seed},
                    {"hash", r.hash},
                    {"model", std::string(e.name)},
                    {"connectome", r.connectome->source},
                    {"synthetic_connectome", std::string(r.connectome->synthetic ? "yes" : "no")},
                    {"coupling", r.network->coupling}};
    d.coordinates.push_back({.name = "region", .dims = {"region"}, .text = r.network->places, .long_name = "region"});
    d.coordinates.push_back(
        {.name = "network", .dims = {"region"}, .text = r.connectome->networks, .long_name = "functional network"});
    std::vector<std::string> other = r.network->places;
    d.coordinates.push_back({.name = "region_2", .dims = {"region_2"}, .text = other, .long_name = "region"});
    d.coordinates.push_back({.name = "time",
                             .dims = {"time"},
                             .values = scan_times(r.scan->bold.rows(), r.plan->tr),
                             .units = "s",
                             .long_name = "time after the transient"});
    d.variables.push_back({.name = "bold",
                           .dims = {"time", "region"},
                           .floats = r.scan->bold.values(),
                           .units = "%",
                           .long_name = "BOLD signal"});
    d.variables.push_back({.name = "fc",
                           .dims = {"region", "region_2"},
                           .values = flat(f.fc.r),
                           .units = "1",
                           .long_name = "functional connectivity, Pearson r"});
    d.variables.push_back({.name = "sc",
                           .dims = {"region", "region_2"},
                           .values = flat(r.network->weights),
                           .units = "1",
                           .long_name = "structural weights as they couple, row = target"});
    for (std::size_t k = 0; k < e.outputs.size(); ++k) {
        const auto& o = e.outputs[k];
        const std::string name(o.name), u(o.unit.text), note(o.note);
        d.variables.push_back({.name = name + "_mean",
                               .dims = {"region"},
                               .values = in_unit(r.scan->mean.row(k), o.unit),
                               .units = u,
                               .long_name = "mean over time: " + note});
        d.variables.push_back({.name = name + "_sd",
                               .dims = {"region"},
                               .values = in_unit(r.scan->sd.row(k), o.unit),
                               .units = u,
                               .long_name = "standard deviation over time: " + note});
    }
    if (f.slow) {
        d.variables.push_back({.name = "alff",
                               .dims = {"region"},
                               .values = f.slow->alff,
                               .units = "%",
                               .long_name = "amplitude of low-frequency fluctuations, 0.01-0.1 Hz"});
        d.variables.push_back({.name = "falff",
                               .dims = {"region"},
                               .values = f.slow->fraction,
                               .units = "1",
                               .long_name = "fractional ALFF"});
    }
    if (f.bold_spectrum) {
        d.coordinates.push_back({.name = "frequency",
                                 .dims = {"frequency"},
                                 .values = f.bold_spectrum->frequency,
                                 .units = "Hz",
                                 .long_name = "frequency"});
        d.variables.push_back({.name = "bold_power",
                               .dims = {"frequency", "region"},
                               .values = flat(f.bold_spectrum->density),
                               .units = "%^2/Hz",
                               .long_name = "power density of BOLD",
                               .single = true});
    }
    if (r.scan->activity) {
        const auto& o = e.outputs[e.activity];
        auto density = flat(r.scan->activity->density);
        for (double& v : density)
            v /= o.unit.si * o.unit.si;
        d.coordinates.push_back({.name = "activity_frequency",
                                 .dims = {"activity_frequency"},
                                 .values = r.scan->activity->frequency,
                                 .units = "Hz",
                                 .long_name = "frequency"});
        d.variables.push_back({.name = "activity_power",
                               .dims = {"activity_frequency", "region"},
                               .values = std::move(density),
                               .units = power_unit(o.unit),
                               .long_name = fmt::format("power density of {}", o.name),
                               .single = true});
    }
    if (f.eeg) {
        std::vector<std::string> bands;
        for (const auto& b : observe::eeg_bands)
            bands.emplace_back(b.name);
        d.coordinates.push_back({.name = "band", .dims = {"band"}, .text = bands, .long_name = "frequency band"});
        d.variables.push_back({.name = "relative_power",
                               .dims = {"band", "region"},
                               .values = flat(f.eeg->relative),
                               .units = "1",
                               .long_name = "share of the activity's power"});
    }
    if (f.dynamics) {
        d.coordinates.push_back({.name = "window",
                                 .dims = {"window"},
                                 .values = f.window_start,
                                 .units = "s",
                                 .long_name = "start of window"});
        d.coordinates.push_back({.name = "window_2",
                                 .dims = {"window_2"},
                                 .values = f.window_start,
                                 .units = "s",
                                 .long_name = "start of window"});
        d.variables.push_back({.name = "fcd",
                               .dims = {"window", "window_2"},
                               .values = flat(f.dynamics->r),
                               .units = "1",
                               .long_name = "correlation of FC between windows",
                               .single = true});
    }
    if (r.question->target)
        d.variables.push_back({.name = "fc_measured",
                               .dims = {"region", "region_2"},
                               .values = flat(r.question->target->fc),
                               .units = "1",
                               .long_name = "measured functional connectivity"});
    return d;
}

void write_network_report(const NetworkReport& r, const std::filesystem::path& folder) {
    const Dataset d = dataset_of(r);
    const auto& places = r.network->places;
    write_netcdf(folder / "result.nc", d);
    write_file(folder / "fc.csv", csv_matrix("region", places, places, r.findings->fc.r));
    write_file(folder / "bold.csv",
               [&](const Pieces& out) { csv_recording(r.scan->bold, places, "%", r.plan->tr, out); });
    std::vector<std::string> by_region{"network"};
    for (const auto& v : d.variables)
        if (v.dims == std::vector<std::string>{"region"})
            by_region.push_back(v.name);
    by_region.erase(by_region.begin());
    write_file(folder / "regions.csv", csv_tidy(d, by_region));
    const auto spectrum = [&](const char* file, const observe::Spectrum& s, const std::string& u, double scale) {
        Table t{{{"frequency", "Hz"}}, {}};
        for (const auto& p : places)
            t.columns.push_back({p, u});
        for (std::size_t k = 0; k < s.frequency.size(); ++k) {
            auto& row = t.rows.emplace_back();
            row.emplace_back(s.frequency[k]);
            for (const double v : s.density.row(k))
                row.emplace_back(v * scale);
        }
        write_file(folder / file, csv_table(t));
    };
    if (r.findings->bold_spectrum)
        spectrum("bold_spectrum.csv", *r.findings->bold_spectrum, "%^2/Hz", 1);
    if (r.scan->activity) {
        const auto& u = r.network->model->outputs[r.network->model->activity].unit;
        spectrum("activity_spectrum.csv", *r.scan->activity, power_unit(u), 1 / (u.si * u.si));
    }
    if (r.findings->dynamics) {
        std::vector<std::string> starts;
        for (const double s : r.findings->window_start)
            starts.push_back(format_number(s));
        write_file(folder / "fcd.csv", csv_matrix("window start [s]", starts, starts, r.findings->dynamics->r));
    }
    write_page(folder / "report.html", {std::string(version()), r.seed, r.hash, "Apache-2.0", r.command},
               [&] { return network_page(r); });
}

} // namespace rewire::report
