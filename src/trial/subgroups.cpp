#include "trial/subgroups.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/unit.hpp"
#include "trial/least_squares.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

// Sums of coefficients with their errors: each a place among the columns and its weight.
class Combination {
public:
    Combination(const LeastSquares& fit, double df) : fit_(fit), df_(df), variance_(fit.residual / df) {}
    using Weights = std::vector<std::pair<std::size_t, double>>;
    double of(const Weights& w) const {
        double sum = 0;
        for (const auto& [k, times] : w)
            sum += times * fit_.coefficients[k];
        return sum;
    }
    double error(const Weights& w) const {
        double sum = 0;
        for (const auto& [j, one] : w)
            for (const auto& [k, other] : w)
                sum += one * other * fit_.inverse(j, k);
        return std::sqrt(variance_ * sum);
    }
    Interval around(double at, double error) const {
        const double wide = t_quantile(0.975, df_) * error;
        return {at - wide, at + wide};
    }

private:
    const LeastSquares& fit_;
    double df_, variance_;
};

std::vector<std::size_t> known_of(const AncovaData& d, std::span<const int> level) {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < level.size(); ++k)
        if (level[k] >= 0 && std::isfinite(d.outcome[k]) &&
            std::ranges::all_of(d.covariates, [k](const auto& c) { return std::isfinite(c.values[k]); }))
            out.push_back(k);
    return out;
}

// Rounding leaves about 1e-16 of each outcome over.
bool told_exactly(double residual, std::span<const double> outcome, double middle) {
    double all = 0;
    for (const double v : outcome)
        all += v * v + middle * middle;
    return residual <= 1e-24 * all;
}

void contrast(ArmInteraction& a, double difference, double error, double df, const Combination& c) {
    a.difference = difference;
    a.error = error;
    a.df = df;
    a.interval = c.around(difference, error);
    a.t = difference / error;
    a.p = t_two_sided(a.t, df);
}

double median_of(std::vector<double> values) {
    std::erase_if(values, [](double v) { return std::isnan(v); });
    if (values.empty())
        return std::nan("");
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}
// To three digits, so that the words say the very cut that was made.
double shortened(double v) {
    if (v == 0 || !std::isfinite(v))
        return v;
    const double size = std::pow(10, 2 - std::floor(std::log10(std::abs(v))));
    return std::round(v * size) / size;
}

struct Cut {
    Subgroup of; // name and levels
    std::vector<int> level;
};

std::vector<Cut> cuts_of(const Design& d, const std::vector<const Participant*>& people, std::size_t measure) {
    std::vector<Cut> out;
    const auto add = [&](std::string name, std::string first, std::string second, auto level) {
        Cut c{{.name = std::move(name), .levels = {std::move(first), std::move(second)}}, {}};
        for (const auto* p : people)
            c.level.push_back(level(*p));
        out.push_back(std::move(c));
    };
    for (std::size_t s = 0; s < d.strata.size(); ++s) // the last one is the lowest bit of a stratum's number
        if (d.strata[s].rule)
            add(d.instruments()[d.strata[s].rule->measure].name + " at screening", d.strata[s].first,
                d.strata[s].second,
                [bit = d.strata.size() - 1 - s](const Participant& p) { return p.stratum >> bit & 1; });
    add("sex", "female", "male", [](const Participant& p) { return p.who.woman ? 0 : 1; });
    const auto by_median = [&](const std::string& name, const std::string& unit, auto value) {
        std::vector<double> values;
        for (const auto* p : people)
            values.push_back(value(*p));
        const double cut = shortened(median_of(values));
        const auto said = format_number(cut) + (unit.empty() || unit == "1" ? "" : " " + unit);
        add(name, "below " + said, said + " or more", [&](const Participant& p) {
            return std::isnan(value(p)) ? -1 : value(p) < cut ? 0 : 1;
        });
    };
    by_median("age", "years", [](const Participant& p) { return p.who.age; });
    const auto& i = d.instruments()[measure];
    by_median(i.name + " in week 0", i.unit, [measure](const Participant& p) { return p.scores(0, measure); });
    return out;
}

Subgroups of_groups(const Design& d, const TrialCohort& c, const Found& f) {
    const auto& e = *f.endpoint;
    Subgroups out{.endpoint = &e};
    std::vector<const Participant*> people;
    for (const auto& p : c.people)
        people.push_back(&p);
    const ScoreData score(d, e, c);
    if (f.ancova.failure.empty())
        for (std::size_t a = 0; a < f.ancova.differences.size(); ++a) {
            const auto& x = f.ancova.differences[a];
            out.overall.push_back(
                {f.ancova.means[a + 1].people, f.ancova.means[0].people, x.difference, x.error, x.interval});
        }
    for (auto& cut : cuts_of(d, people, e.measure)) {
        auto s = interaction(score.data, cut.level);
        s.name = std::move(cut.of.name);
        s.levels = std::move(cut.of.levels);
        out.all.push_back(std::move(s));
    }
    return out;
}

Subgroups of_pairs(const Design& d, const TrialCohort& c, const Found& f) {
    const auto& e = *f.endpoint;
    Subgroups out{.endpoint = &e};
    std::map<std::uint32_t, std::vector<const Participant*>> lives;
    for (const auto& p : c.people) {
        auto& arms = lives[p.index];
        arms.resize(d.arms.size());
        arms[static_cast<std::size_t>(p.arm)] = &p;
    }
    std::vector<const Participant*> people;
    std::vector<std::vector<double>> differences(d.arms.size() - 1);
    for (const auto& [index, arms] : lives) {
        if (arms[0] == nullptr)
            continue;
        people.push_back(arms[0]);
        for (std::size_t a = 1; a < arms.size(); ++a)
            differences[a - 1].push_back(arms[a] == nullptr
                                             ? std::nan("")
                                             : arms[a]->truth(e.visit, e.measure) - arms[0]->truth(e.visit, e.measure));
    }
    for (const auto& t : f.truth)
        out.overall.push_back({t.people, t.people, t.difference, t.error, t.interval});
    std::vector<std::string> names;
    for (const auto& a : d.arms)
        names.push_back(a.name);
    for (auto& cut : cuts_of(d, people, e.measure)) {
        auto s = paired_interaction(names, differences, cut.level);
        s.name = std::move(cut.of.name);
        s.levels = std::move(cut.of.levels);
        out.all.push_back(std::move(s));
    }
    return out;
}

} // namespace

Subgroup interaction(const AncovaData& data, std::span<const int> level) {
    const std::size_t arms = data.arms.size();
    expects(arms >= 2 && level.size() == data.outcome.size() && data.reference.empty(),
            "everybody has a level, and arms are held against the first");
    Subgroup out;
    const auto people = known_of(data, level);
    const std::size_t n = people.size();
    std::vector<std::array<std::size_t, 2>> count(arms);
    for (const auto k : people)
        ++count[static_cast<std::size_t>(data.arm[k])][static_cast<std::size_t>(level[k])];
    for (std::size_t a = 0; a < arms; ++a)
        if (count[a][0] == 0 || count[a][1] == 0) {
            out.failure = fmt::format("nobody of the {} level in the arm \"{}\" has an outcome",
                                      count[a][0] == 0 ? "first" : "second", data.arms[a]);
            return out;
        }
    // Columns: each arm, the second level, each further arm within it, the covariates about their means.
    const std::size_t within = arms + 1, covariates = within + arms - 1;
    std::vector<double> columns((covariates + data.covariates.size()) * n), y(n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto k = people[i];
        const auto a = static_cast<std::size_t>(data.arm[k]);
        y[i] = data.outcome[k];
        columns[a * n + i] = 1;
        columns[arms * n + i] = level[k];
        if (a > 0)
            columns[(within + a - 1) * n + i] = level[k];
    }
    for (std::size_t c = 0; c < data.covariates.size(); ++c) {
        const auto column = std::span(columns).subspan((covariates + c) * n, n);
        for (std::size_t i = 0; i < n; ++i)
            column[i] = data.covariates[c].values[people[i]];
        centre(column);
    }
    const double middle = centre(y);
    const auto fit = least_squares(columns, y);
    if (n <= fit.kept.size() || told_exactly(fit.residual, y, middle)) {
        out.failure = fmt::format("{} are too few for arms, levels and covariates", counted(n, "person", "people"));
        return out;
    }
    const double df = static_cast<double>(n - fit.kept.size());
    const Combination c(fit, df);
    for (std::size_t a = 1; a < arms; ++a) {
        ArmInteraction i{.arm = data.arms[a]};
        const Combination::Weights first{{a, 1}, {0, -1}}, apart{{within + a - 1, 1}};
        auto second = first;
        second.push_back(apart.front());
        const std::array ways{first, second};
        for (std::size_t l = 0; l < 2; ++l) {
            const double at = c.of(ways[l]), error = c.error(ways[l]);
            i.levels[l] = {count[a][l], count[0][l], at, error, c.around(at, error)};
        }
        contrast(i, c.of(apart), c.error(apart), df, c);
        out.arms.push_back(i);
    }
    return out;
}

Subgroup paired_interaction(const std::vector<std::string>& arms, const std::vector<std::vector<double>>& differences,
                            std::span<const int> level) {
    Subgroup out;
    for (std::size_t a = 1; a < arms.size(); ++a) {
        std::array<std::vector<double>, 2> values;
        for (std::size_t k = 0; k < level.size(); ++k)
            if (level[k] >= 0 && !std::isnan(differences[a - 1][k]))
                values[static_cast<std::size_t>(level[k])].push_back(differences[a - 1][k]);
        const std::size_t n = values[0].size() + values[1].size();
        const std::array m{moments_of(values[0]), moments_of(values[1])};
        const double squares = m[0].squares + m[1].squares;
        if (values[0].empty() || values[1].empty() || n < 3 || !(squares > 0)) {
            out.arms.clear();
            out.failure = n < 3 || !(squares > 0) ? "too few people, or none who differ from each other"
                                                  : "everybody is of one level";
            return out;
        }
        const double df = static_cast<double>(n - 2), variance = squares / df, wide = t_quantile(0.975, df);
        ArmInteraction i{.arm = arms[a]};
        for (std::size_t l = 0; l < 2; ++l) {
            const double error = std::sqrt(variance / static_cast<double>(m[l].count));
            i.levels[l] = {
                m[l].count, m[l].count, m[l].mean, error, {m[l].mean - wide * error, m[l].mean + wide * error}};
        }
        i.difference = m[1].mean - m[0].mean;
        i.error = std::hypot(i.levels[0].error, i.levels[1].error);
        i.df = df;
        i.interval = {i.difference - wide * i.error, i.difference + wide * i.error};
        i.t = i.difference / i.error;
        i.p = t_two_sided(i.t, df);
        out.arms.push_back(i);
    }
    return out;
}

Subgroups subgroups_of(const Design& d, const TrialCohort& c, const std::vector<Found>& found) {
    const auto f = std::ranges::find_if(
        found, [](const Found& one) { return one.endpoint->kind == scenario::TrialEndpoint::Kind::score; });
    if (f == found.end())
        return {};
    return d.counterfactual ? of_pairs(d, c, *f) : of_groups(d, c, *f);
}

std::string subgroup_caution(const Subgroups& s) {
    std::size_t tests = 0;
    for (const auto& one : s.all)
        tests += one.arms.size();
    return fmt::format(
        "{} looked at and no p value corrected for it: with no interaction anywhere, one or more of "
        "them below 0.05 is expected in up to {:.0f} % of such trials. Read the test of interaction, "
        "not whether an interval holds zero; what is found here is a question for another trial.",
        tests == 1 ? "1 interaction is" : fmt::format("{} interactions are", tests),
        100 * (1 - std::pow(0.95, static_cast<double>(tests))));
}

} // namespace rewire::trial
