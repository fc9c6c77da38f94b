#include "study/measured_brain.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "base/counted.hpp"
#include "base/error.hpp"
#include "brain/atlas.hpp"
#include "brain/functional.hpp"
#include "brain/match.hpp"

namespace rewire::study {
namespace {

// Which regions of the brain a file speaks of, told alike for matrices and series.
void tell_match(const std::string& file, const brain::Connectome& c, const std::vector<std::string>& missing,
                const std::vector<std::string>& extra, std::vector<std::string>& notes,
                std::vector<std::string>& warnings) {
    if (missing.size() + 3 > c.labels.size())
        throw InputError(file, fmt::format("shares {} with the connectome, and three are needed to compare; its "
                                           "labels ({}) are matched by name with the connectome's ({}), not by row",
                                           counted(c.labels.size() - missing.size(), "region"), brain::told(extra),
                                           brain::told(missing)));
    if (!missing.empty())
        warnings.push_back(
            fmt::format("{} says nothing of {}; these regions are left out of the fit.", file, brain::told(missing)));
    if (!extra.empty())
        notes.push_back(
            fmt::format("{} tells of {}, which the connectome lacks; they were left aside.", file, brain::told(extra)));
}

Matrix read_fc(const MeasuredText& t, bool number_labels, const brain::Connectome& c, std::vector<std::string>& notes,
               std::vector<std::string>& warnings) {
    const auto file = brain::read_correlations(source_of(t.fc, "--fc-", number_labels), t.fc_symmetrise);
    auto matched = brain::order_as(file, c.labels);
    notes.insert(notes.end(), file.notes.begin(), file.notes.end());
    tell_match(t.fc.file, c, matched.missing, matched.extra, notes, warnings);
    for (std::size_t i = 0; i < c.labels.size(); ++i)
        for (std::size_t j = 0; j < c.labels.size(); ++j) {
            double& v = matched.values(i, j);
            if (i == j)
                v = 1;
            else if (t.fc_values == "z")
                v = std::tanh(v);
            else if (std::abs(v) > 1)
                throw InputError(t.fc.file, fmt::format("holds {} between {} and {}, which is no correlation; if these "
                                                        "are Fisher z values, say --fc-values z",
                                                        format_number(v), c.labels[i], c.labels[j]));
        }
    return std::move(matched.values);
}

void add_bold(const MeasuredText& t, bool number_labels, const brain::Connectome& c, const simulate::ScanQuestion& q,
              std::optional<simulate::Target>& target, std::vector<std::string>& notes,
              std::vector<std::string>& warnings) {
    const auto series = brain::read_series(source_of(t.bold, "--bold-", number_labels));
    notes.insert(notes.end(), series.notes.begin(), series.notes.end());
    const auto theirs = brain::canonical_labels(series.labels, series.path);
    std::map<std::string_view, std::size_t> at;
    for (std::size_t k = 0; k < theirs.size(); ++k)
        at[theirs[k]] = k;
    Matrix bold(series.values.rows(), c.labels.size(), std::nan(""));
    std::vector<std::string> missing, extra, constant;
    for (std::size_t i = 0; i < c.labels.size(); ++i) {
        const auto found = at.find(c.labels[i]);
        if (found == at.end()) {
            missing.push_back(c.labels[i]);
            continue;
        }
        for (std::size_t v = 0; v < bold.rows(); ++v)
            bold(v, i) = series.values(v, found->second);
        at.erase(found);
    }
    for (std::size_t k = 0; k < theirs.size(); ++k)
        if (at.contains(theirs[k]))
            extra.push_back(series.labels[k]);
    tell_match(t.bold.file, c, missing, extra, notes, warnings);
    const auto fc = observe::functional_connectivity(bold);
    for (const auto& u : fc.undefined)
        if (u.why == observe::Undefined::Why::constant)
            constant.push_back(c.labels[u.column]);
    if (missing.size() + constant.size() + 3 > c.labels.size())
        throw InputError(t.bold.file, fmt::format("does not change over time in {}; fewer than three regions remain to "
                                                  "compare",
                                                  brain::told(constant)));
    if (!constant.empty())
        warnings.push_back(fmt::format("{} does not change over time in {}; {} left out of the fit.", t.bold.file,
                                       brain::told(constant), constant.size() == 1 ? "it is" : "they are"));
    if (!target)
        target = simulate::Target{fc.r, {}};
    if (missing.empty() && constant.empty())
        target->dynamics = simulate::dynamics_of(bold, q);
    else
        warnings.push_back(fmt::format("Connectivity dynamics are not compared: {} lacks {}.", t.bold.file,
                                       brain::told(missing.empty() ? constant : missing)));
}

} // namespace

std::optional<simulate::Target> read_target(const MeasuredText& t, bool number_labels, const brain::Connectome& c,
                                            const simulate::ScanQuestion& q, std::vector<std::string>& notes,
                                            std::vector<std::string>& warnings) {
    if (t.fc_values != "r" && t.fc_values != "z")
        throw InputError("--fc-values", fmt::format("\"{}\" is not known; known: r, z", t.fc_values));
    for (const auto& [option, given, file] :
         {std::tuple{"--fc-labels", !t.fc.labels.empty(), "--empirical-fc"},
          {"--fc-variable", !t.fc.variable.empty(), "--empirical-fc"},
          {"--fc-values", t.fc_values != MeasuredText().fc_values, "--empirical-fc"},
          {"--fc-symmetrise", t.fc_symmetrise, "--empirical-fc"},
          {"--bold-labels", !t.bold.labels.empty(), "--empirical-bold"},
          {"--bold-variable", !t.bold.variable.empty(), "--empirical-bold"}})
        if (given && (std::string_view(file) == "--empirical-fc" ? t.fc : t.bold).file.empty())
            throw InputError(option, fmt::format("give the file with {}, or leave it out", file));
    std::optional<simulate::Target> target;
    if (!t.fc.file.empty())
        target = simulate::Target{read_fc(t, number_labels, c, notes, warnings), {}};
    if (!t.bold.file.empty())
        add_bold(t, number_labels, c, q, target, notes, warnings);
    if (target && q.cortex.empty())
        notes.emplace_back("No figure over cortex alone: which regions are cortical is not known of these labels.");
    return target;
}

} // namespace rewire::study
