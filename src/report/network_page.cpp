// The page of one scanned brain.
#include "report/network_report.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/version.hpp"
#include "report/markup.hpp"
#include "report/names.hpp"

namespace rewire::report {
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

double rounded(double v) { // to four digits
    return std::strtod(fmt::format("{:.4g}", v).c_str(), nullptr);
}

std::string decimals(double v) { return std::isnan(v) ? "n/a" : fmt::format("{:.3f}", v); }

// What a region's line is grouped by.
std::string group_of(const NetworkReport& r, std::size_t region) {
    const auto& code = r.connectome->networks[region];
    return code.empty() ? "regions" : network_title(code);
}

// The output a brain picture shows: the first rate, else the activity.
std::size_t pictured(const mechanism::Entry& e) {
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
    f.caption.title = fmt::format("{}, mean by region", row.note);
    f.caption.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(f.caption.title[0])));
    f.caption.text = fmt::format(
        "Mean of {} over the recording. Lines: the 60 strongest connections, wider where stronger.", row.name);
    f.caption.csv = {"regions.csv"};
    f.picture.title = f.caption.title;
    f.picture.quantity = fmt::format("Mean {}", row.name);
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
    for (std::size_t k = 0; k < bold.rows(); ++k) // the middle of the volumes that a point is the mean of
        c.at.push_back((static_cast<double>(k * every) + static_cast<double>(every + 1) / 2) * r.plan->tr);
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < bold.cols(); ++i) {
        Line l;
        l.label = r.network->places[i];
        l.group = group_of(r, i);
        for (std::size_t t = 0; t < bold.rows(); ++t)
            l.values.push_back(bold(t, i));
        if (std::find(seen.begin(), seen.end(), l.group) == seen.end())
            seen.push_back(l.group);
        l.shown = seen.size() == 1 || l.group == seen.front();
        c.lines.push_back(std::move(l));
    }
    return c;
}

LineChart spectrum_chart(const NetworkReport& r, const observe::Spectrum& s, std::string title, std::string text,
                         std::string unit_text, double scale, std::string csv) {
    LineChart c;
    c.caption = {std::move(title), std::move(text), {std::move(csv)}};
    c.x = {"Frequency", "Hz", true};
    c.y = {"Power density", std::move(unit_text), true};
    std::vector<std::string> group, groups;
    for (std::size_t i = 0; i < r.network->size(); ++i) {
        group.push_back(group_of(r, i));
        if (std::ranges::find(groups, group.back()) == groups.end())
            groups.push_back(group.back());
    }
    for (std::size_t k = 1; k < s.frequency.size(); ++k)
        c.at.push_back(s.frequency[k]);
    for (const auto& g : groups) {
        Line l;
        l.label = g;
        l.group = g;
        for (std::size_t k = 1; k < s.frequency.size(); ++k) {
            double sum = 0, n = 0;
            for (std::size_t i = 0; i < s.density.cols(); ++i)
                if (group[i] == g) {
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
    maps.maps.push_back(
        square_map("Simulated", r.network->places, network_titles(r.connectome->networks), r.findings->fc.r));
    if (r.question->target)
        maps.maps.push_back(
            square_map("Measured", r.network->places, network_titles(r.connectome->networks), r.question->target->fc));
    page.add(maps);
    if (r.question->target && r.findings->fit) {
        const auto& f = *r.findings->fit;
        std::vector<Fact> facts{
            {"Fit, all pairs", decimals(f.r),
             fmt::format("Pearson r of FC over {}; {} of Fisher z", counted(f.pairs, "pair"), decimals(f.r_fisher))}};
        if (const auto& fc = r.findings->fit_cortex)
            facts.push_back({"Fit, cortex", decimals(fc->r),
                             fmt::format("{}; {} of Fisher z", counted(fc->pairs, "pair"), decimals(fc->r_fisher))});
        facts.push_back({"RMSE", decimals(f.rmse), "over all pairs"});
        facts.push_back({"FCD distance", std::isnan(r.findings->fcd_ks) ? "not measured" : decimals(r.findings->fcd_ks),
                         "Kolmogorov-Smirnov; needs a measured BOLD series"});
        page.facts(facts);
        page.add(
            scatter_of_pairs({"Simulated against measured FC", "One dot a pair of regions; the line is equality.", {}},
                             {"Measured FC (Pearson r)", ""}, {"Simulated FC (Pearson r)", ""}, r.question->target->fc,
                             r.findings->fc.r, r.network->places));
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

} // namespace

Page network_page(const NetworkReport& r) {
    const auto& e = *r.network->model;
    Page page(
        fmt::format("Resting activity, {}", counted(r.network->size(), "region")),
        fmt::format("{} on {}{}, {:.0f} s", e.name, r.connectome->name, r.connectome->synthetic ? " (synthetic)" : "",
                    static_cast<double>(r.scan->bold.rows()) * r.plan->tr));
    for (const auto& w : r.warnings)
        page.warn(w);
    page.section("Activity");
    std::vector<Fact> facts;
    for (std::size_t k = 0; k < e.outputs.size(); ++k) {
        const auto& o = e.outputs[k];
        const auto [mean, sd] = simulate::over_regions(*r.scan, k);
        facts.push_back({fmt::format("{}, {}", o.name, o.note), shown_quantity(rounded(mean / o.unit.si), o.unit.text),
                         fmt::format("mean over time and regions; sd over time {}",
                                     shown_quantity(rounded(sd / o.unit.si), o.unit.text))});
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
        slow = {{"Synchrony", decimals(r.findings->synchrony), "mean Kuramoto order of BOLD, 0.01-0.1 Hz"},
                {"Metastability", decimals(r.findings->metastability), "its standard deviation over time"}};
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
    page.notes(r.notes);
    page.methods(methods_of(r));
    page.section("Citations");
    page.citations(citations_of({e.about.cite, r.plan->blood->about.cite, "salmon2011", "desikan2006"}));
    return page;
}

TableFigure parameter_table(const mechanism::Entry& e, const integrate::Network* network) {
    TableFigure t;
    t.caption.title = fmt::format("Parameters of {}", e.name);
    t.table.columns = {{"parameter", "", true}, {"value"}, {"unit"}, {"spread"}, {"source"}};
    for (std::size_t k = 0; k < e.params.size(); ++k) {
        const auto& p = e.params[k];
        std::string value = format_number(p.value);
        if (network) {
            const auto [low, high] = std::minmax_element(network->params[k].begin(), network->params[k].end());
            value = *low == *high ? format_number(*low / p.unit.si)
                                  : fmt::format("{:.4g} to {:.4g} by region", *low / p.unit.si, *high / p.unit.si);
        }
        t.table.rows.push_back({std::string(p.name), value, std::string(p.unit.text),
                                p.sd > 0 ? format_number(p.sd) : std::string("-"), keys_as_names(p.note)});
    }
    t.source_column = 4;
    return t;
}

} // namespace rewire::report
