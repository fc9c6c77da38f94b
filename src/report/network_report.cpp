#include "report/network_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/netcdf.hpp"

namespace rewire {
namespace {

// As drawn: a page stays small however long the recording is.
constexpr std::size_t most_volumes = 1000, most_drawn_windows = 200;

// Means of `every` rows each, the mean of all taken off; a last part that is not whole is left out.
Matrix coarse(const Recording& m, std::size_t every) {
    Matrix out(m.rows() / every, m.cols());
    std::vector<double> mean(m.cols(), 0);
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c) {
            const double v = static_cast<double>(m(r, c));
            mean[c] += v / static_cast<double>(m.rows());
            if (r / every < out.rows())
                out(r / every, c) += v / static_cast<double>(every);
        }
    for (std::size_t r = 0; r < out.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c)
            out(r, c) -= mean[c];
    return out;
}
std::vector<double> in_unit(std::span<const double> si, const Unit& u) {
    std::vector<double> out;
    for (const double v : si)
        out.push_back(v / u.si);
    return out;
}
std::vector<double> times(std::size_t n, double period) {
    std::vector<double> t;
    for (std::size_t k = 0; k < n; ++k)
        t.push_back(static_cast<double>(k + 1) * period);
    return t;
}
std::vector<double> flat(const Matrix& m) { return {m.values().begin(), m.values().end()}; }

// The output a brain picture shows: the first rate, else the activity.
std::size_t pictured(const Entry& e) {
    for (std::size_t k = 0; k < e.outputs.size(); ++k)
        if (e.outputs[k].unit.dim == unit("Hz").dim)
            return k;
    return e.activity;
}

BrainFigure brain_of(const NetworkReport& r) {
    const auto& e = *r.network->model;
    const std::size_t k = pictured(e);
    const auto& row = e.outputs[k];
    BrainFigure f;
    f.caption.title = fmt::format("Mean {} by region", row.name);
    f.caption.text =
        fmt::format("Mean over the recording of {} ({}). Lines: the 60 strongest connections.", row.note, row.name);
    f.caption.csv = {"regions.csv"};
    f.picture.title = f.caption.title;
    f.picture.quantity = fmt::format("{}", row.name);
    f.picture.unit = std::string(row.unit.text);
    for (std::size_t i = 0; i < r.network->size(); ++i) {
        const auto& c = r.connectome->centres_mm[i];
        const char h = r.connectome->hemispheres[i];
        f.picture.regions.push_back(
            {r.network->places[i], c[0], c[1], c[2], r.scan->mean(k, i) / row.unit.si, h == 'L' || h == 'R' ? h : 'B'});
    }
    f.picture.edges = strongest_edges(r.connectome->weights, 60);
    return f;
}

LineChart bold_chart(const NetworkReport& r) {
    LineChart c;
    const Recording& all = r.findings->filtered ? *r.findings->filtered : r.scan->bold;
    const std::size_t every = (all.rows() + most_volumes - 1) / most_volumes;
    const Matrix bold = coarse(all, every);
    c.caption = {"BOLD signal",
                 fmt::format("One line a region, mean taken off{}; click a network to show or hide it.",
                             every > 1 ? fmt::format(", means of {} volumes", every) : ""),
                 {"bold.csv"}};
    c.x = {"Time", "s"};
    c.y = {"BOLD", "%"};
    c.at = times(bold.rows(), r.plan->tr * static_cast<double>(every));
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < bold.cols(); ++i) {
        Line l;
        l.label = r.network->places[i];
        l.group = r.connectome->networks[i].empty() ? "regions" : r.connectome->networks[i];
        for (std::size_t t = 0; t < bold.rows(); ++t)
            l.values.push_back(bold(t, i));
        if (std::find(seen.begin(), seen.end(), l.group) == seen.end())
            seen.push_back(l.group);
        l.shown = seen.size() == 1 || l.group == seen.front();
        c.lines.push_back(std::move(l));
    }
    return c;
}

LineChart spectrum_chart(const NetworkReport& r, const Spectrum& s, std::string title, std::string text,
                         std::string unit_text, double scale, std::string csv) {
    LineChart c;
    c.caption = {std::move(title), std::move(text), {std::move(csv)}};
    c.x = {"Frequency", "Hz", true};
    c.y = {"Power density", std::move(unit_text), true};
    std::vector<std::string> groups;
    for (const auto& n : r.connectome->networks)
        if (const auto g = n.empty() ? std::string("regions") : n;
            std::find(groups.begin(), groups.end(), g) == groups.end())
            groups.push_back(g);
    for (std::size_t k = 1; k < s.frequency.size(); ++k)
        c.at.push_back(s.frequency[k]);
    for (const auto& g : groups) {
        Line l;
        l.label = g;
        l.group = g;
        for (std::size_t k = 1; k < s.frequency.size(); ++k) {
            double sum = 0, n = 0;
            for (std::size_t i = 0; i < s.density.cols(); ++i)
                if (r.connectome->networks[i] == g || (g == "regions" && r.connectome->networks[i].empty())) {
                    sum += s.density(k, i) * scale;
                    n += 1;
                }
            l.values.push_back(sum / n);
        }
        c.lines.push_back(std::move(l));
    }
    return c;
}

void connectivity_section(Page& page, const NetworkReport& r) {
    page.section("Functional connectivity");
    HeatMaps maps;
    maps.caption = {"FC matrix, ordered by network", "Pearson correlation of BOLD between regions.", {"fc.csv"}};
    maps.quantity = "Correlation";
    maps.palette = Palette::diverging;
    maps.range = std::pair{-1.0, 1.0};
    maps.maps.push_back(square_map("Simulated", r.network->places, r.connectome->networks, r.findings->fc.r));
    if (r.question->target)
        maps.maps.push_back(square_map("Measured", r.network->places, r.connectome->networks, r.question->target->fc));
    page.add(maps);
    if (r.question->target && r.findings->fit) {
        const auto& f = *r.findings->fit;
        std::vector<Fact> facts{
            {"Fit, all pairs", fmt::format("{:.3f}", f.r),
             fmt::format("Pearson r of FC over {} pairs; {:.3f} of Fisher z", f.pairs, f.r_fisher)}};
        if (const auto& fc = r.findings->fit_cortex)
            facts.push_back({"Fit, cortex", fmt::format("{:.3f}", fc->r),
                             fmt::format("{} pairs; {:.3f} of Fisher z", fc->pairs, fc->r_fisher)});
        facts.push_back({"RMSE", fmt::format("{:.3f}", f.rmse), "over all pairs"});
        facts.push_back({"FCD distance",
                         std::isnan(r.findings->fcd_ks) ? "not measured" : fmt::format("{:.3f}", r.findings->fcd_ks),
                         "Kolmogorov-Smirnov; needs a measured BOLD series"});
        page.facts(facts);
        page.add(scatter_of_pairs(
            {"Simulated against measured FC", "One dot a pair of regions; the line is equality.", {}},
            {"Measured FC", ""}, {"Simulated FC", ""}, r.question->target->fc, r.findings->fc.r, r.network->places));
        page.text(
            "A high fit of FC says little about anatomy: a rewired connectome, freely tuned, fits almost as well. One "
            "number (the coupling) was free here.");
    }
    if (r.findings->dynamics) {
        const auto& start = r.findings->window_start;
        const std::size_t every = (start.size() + most_drawn_windows - 1) / most_drawn_windows,
                          drawn = (start.size() + every - 1) / every;
        HeatMaps fcd;
        fcd.caption = {
            "Connectivity dynamics (FCD)",
            fmt::format("Correlation of FC between windows of {} s, one every {:.3g} s.",
                        format_number(r.question->window), start.size() > every ? start[every] - start[0] : 0),
            {"fcd.csv"}};
        fcd.quantity = "Correlation";
        HeatAxis axis{.label = "Window start", .unit = "s", .at = {}};
        Matrix shown(drawn, drawn);
        for (std::size_t a = 0; a < drawn; ++a) {
            axis.at.push_back(start[a * every]);
            for (std::size_t b = 0; b < drawn; ++b)
                shown(a, b) = r.findings->dynamics->r(a * every, b * every);
        }
        fcd.maps.push_back({"FCD", axis, axis, std::move(shown)});
        page.add(fcd);
    }
}

std::string methods_of(const NetworkReport& r) {
    const auto& e = *r.network->model;
    return fmt::format(
        "Resting activity of {} regions was simulated with rewire {} ({} model{}; {}). Structural weights ({}) were "
        "scaled by {} and multiplied by a global "
        "coupling of {}; inhibition: {}. "
        "Equations were integrated by {} with a step of {} ms for {} s after a transient of {} s{}, seed {}. Activity "
        "({}) drove {}, sampled every {} s; "
        "functional connectivity is the Pearson "
        "correlation of {}.",
        r.network->size(), version(), e.name, r.network->delays.empty() ? "" : ", with conduction delays",
        e.about.claim, r.connectome->source, "the option named under Run", format_number(r.network->coupling),
        r.inhibition, name_of(r.plan->fast.method), format_number(r.plan->fast.dt * 1e3),
        format_number(static_cast<double>(r.scan->bold.rows()) * r.plan->tr), format_number(r.plan->transient),
        r.plan->fast.noise == 0 ? ", without noise" : "", r.seed, r.scan->drive, r.plan->blood->name,
        format_number(r.plan->tr),
        r.question->band_low > 0
            ? fmt::format("BOLD band-passed between {} and {} Hz", format_number(r.question->band_low),
                          format_number(r.question->band_high))
            : "unfiltered BOLD");
}

Page page_of(const NetworkReport& r) {
    const auto& e = *r.network->model;
    Page page(
        fmt::format("Resting activity, {} regions", r.network->size()),
        fmt::format("{} on {}{}, {:.0f} s", e.name, r.connectome->name, r.connectome->synthetic ? " (synthetic)" : "",
                    static_cast<double>(r.scan->bold.rows()) * r.plan->tr));
    for (const auto& w : r.warnings)
        page.warn(w);
    page.section("Activity");
    std::vector<Fact> facts;
    for (std::size_t k = 0; k < e.outputs.size(); ++k) {
        const auto& o = e.outputs[k];
        const auto [mean, sd] = over_regions(*r.scan, k);
        facts.push_back({std::string(o.name),
                         fmt::format("{:.4g} {}", mean / o.unit.si, o.unit.text == "1" ? "" : o.unit.text),
                         fmt::format("± {:.3g} over time; {}", sd / o.unit.si, o.note)});
    }
    page.facts(facts);
    if (!r.connectome->centres_mm.empty())
        page.add(brain_of(r));
    page.add(bold_chart(r));
    connectivity_section(page, r);
    page.section("Spectra");
    if (r.findings->bold_spectrum)
        page.add(spectrum_chart(r, *r.findings->bold_spectrum, "Power of BOLD",
                                "Welch's method, mean over the regions of a network.", "%²/Hz", 1,
                                "bold_spectrum.csv"));
    const auto& activity = e.outputs[e.activity];
    if (r.scan->activity)
        page.add(spectrum_chart(r, *r.scan->activity, "Power of neural activity (EEG-like)",
                                fmt::format("Of {}, mean over the regions of a network.", activity.name),
                                activity.unit.text == "1" ? "1/Hz" : fmt::format("{}²/Hz", activity.unit.text),
                                1 / (activity.unit.si * activity.unit.si), "activity_spectrum.csv"));
    std::vector<Fact> slow;
    if (!std::isnan(r.findings->synchrony))
        slow = {
            {"Synchrony", fmt::format("{:.3f}", r.findings->synchrony), "mean Kuramoto order of BOLD, 0.01-0.1 Hz"},
            {"Metastability", fmt::format("{:.3f}", r.findings->metastability), "its standard deviation over time"}};
    if (!slow.empty())
        page.facts(slow);

    page.section("Model");
    page.text(fmt::format("{} Assumes: {} Fails: {}", e.about.claim, e.about.assumes, e.about.fails));
    page.add(parameter_table(e, r.network));
    page.add(parameter_table(*r.plan->blood));
    page.section("Run");
    std::vector<Fact> run{{"Connectome", r.connectome->name, r.connectome->source},
                          {"Direction", r.connectome->direction, ""},
                          {"Coupling G", format_number(r.network->coupling), ""},
                          {"Inhibition", r.inhibition, ""},
                          {"BOLD drive", r.scan->drive, ""}};
    page.facts(run);
    for (const auto& n : r.notes)
        page.text(n);
    page.methods(methods_of(r));
    page.section("Citations");
    page.citations(citations_of({e.about.cite, r.plan->blood->about.cite, "salmon2011", "desikan2006"}));
    return page;
}

} // namespace

TableFigure parameter_table(const Entry& e, const Network* network) {
    TableFigure t;
    t.caption.title = fmt::format("Parameters of {}", e.name);
    t.table.columns = {{"parameter"}, {"value"}, {"unit"}, {"spread"}, {"source"}};
    for (std::size_t k = 0; k < e.params.size(); ++k) {
        const auto& p = e.params[k];
        std::string value = format_number(p.value);
        if (network) {
            const auto [low, high] = std::minmax_element(network->params[k].begin(), network->params[k].end());
            value = *low == *high ? format_number(*low / p.unit.si)
                                  : fmt::format("{:.4g} to {:.4g} by region", *low / p.unit.si, *high / p.unit.si);
        }
        t.table.rows.push_back({std::string(p.name), value, std::string(p.unit.text),
                                p.sd > 0 ? format_number(p.sd) : std::string("-"), std::string(p.note)});
    }
    t.source_column = 4;
    return t;
}

Dataset dataset_of(const NetworkReport& r) {
    const auto& e = *r.network->model;
    const auto& f = *r.findings;
    Dataset d;
    d.title = fmt::format("Resting activity of {} regions, {} model", r.network->size(), e.name);
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
                             .values = times(r.scan->bold.rows(), r.plan->tr),
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
                               .units = fmt::format("({})^2/Hz", o.unit.text),
                               .long_name = fmt::format("power density of {}", o.name),
                               .single = true});
    }
    if (f.eeg) {
        std::vector<std::string> bands;
        for (const auto& b : eeg_bands)
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
    const auto spectrum = [&](const char* file, const Spectrum& s, const std::string& u, double scale) {
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
        spectrum("activity_spectrum.csv", *r.scan->activity, fmt::format("({})^2/Hz", u.text), 1 / (u.si * u.si));
    }
    if (r.findings->dynamics) {
        std::vector<std::string> starts;
        for (const double s : r.findings->window_start)
            starts.push_back(format_number(s));
        write_file(folder / "fcd.csv", csv_matrix("window start [s]", starts, starts, r.findings->dynamics->r));
    }
    page_of(r).write(folder / "report.html", {std::string(version()), r.seed, r.hash, "Apache-2.0", r.command});
}

} // namespace rewire
