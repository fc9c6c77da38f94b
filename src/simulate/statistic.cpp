#include "simulate/statistic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rewire::simulate {
namespace {

const double none = std::nan("");

double mean_of(const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v)
        sum += x;
    return sum / static_cast<double>(v.size());
}
double covariance_of(const std::vector<double>& x, const std::vector<double>& y) {
    const double mx = mean_of(x), my = mean_of(y);
    double sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k)
        sum += (x[k] - mx) * (y[k] - my);
    return sum / static_cast<double>(x.size() - 1);
}
double variance_of(const std::vector<double>& v) { return covariance_of(v, v); }
double correlation_of(const std::vector<double>& x, const std::vector<double>& y) {
    return covariance_of(x, y) / std::sqrt(variance_of(x) * variance_of(y));
}
double odds(double share) { return share / (1 - share); }
double share(bool yes) { return yes ? 1.0 : 0.0; }

// Of one person; NaN: they do not count.
double at(const Reading& p) { return p.at; }
double from(const Reading& p) { return p.from; }
double rated(const Reading& p) { return p.rated; }
double change(const Reading& p) { return p.at - p.from; }
double relative(const Reading& p) { return 100 * (p.at / p.from - 1); }
double share_better(const Reading& p) { return share(p.better); }
double well(const Reading& p) { return share(p.well); }
double lasting(const Reading& p) { return p.responded ? share_better(p) : none; }
double share_relapsed(const Reading& p) { return p.responded ? share(p.relapsed) : none; }
double ill(const Reading& p) { return share(p.ill); }

} // namespace

struct Asked {
    const Arms& arms;
    const double threshold;
    const std::vector<std::size_t>&pick, &other;

    // Of those who have the number: of the treated arm, the control arm, the parts of a combination.
    std::vector<double> treated(auto f) const { return over(arms.treated, pick, f); }
    std::vector<double> control(auto f) const { return over(arms.control, other, f); }
    double mean(auto f) const { return mean_of(treated(f)); }
    double of_control(auto f) const { return mean_of(control(f)); }
    double of_part(auto f) const { return mean_of(over(arms.part, pick, f)); }
    double of_other_part(auto f) const { return mean_of(over(arms.other_part, pick, f)); }
    double percent(auto f) const {
        return 100 * mean([&](const Reading& p) { return share(f(p)); });
    }

    // What ratings with their noise come to in the mean, so that the luck of raters adds nothing to the error.
    struct Noted {
        double mean = 0, variance = 0;
    };
    Noted noted(const std::vector<double>& x) const {
        const double m = mean_of(x), v = variance_of(x), s2 = arms.noise * arms.noise;
        if (!arms.product)
            return {m, v + s2};
        return {m * std::exp(s2 / 2), (v + m * m) * std::exp(2 * s2) - m * m * std::exp(s2)};
    }
    double standardised(const std::vector<double>& x, const std::vector<double>& y) const {
        const auto a = noted(x), b = noted(y);
        return (a.mean - b.mean) / std::sqrt((a.variance + b.variance) / 2);
    }

    static std::vector<double> over(const std::vector<Reading>& arm, const std::vector<std::size_t>& who, auto f) {
        std::vector<double> out;
        for (const auto k : who)
            if (const double x = f(arm[k]); !std::isnan(x))
                out.push_back(x);
        return out;
    }
};

namespace {

double hedges_g(const Asked& a) {
    const auto x = a.treated(at), y = a.control(at);
    return (1 - 3 / (4 * static_cast<double>(x.size() + y.size()) - 9)) * a.standardised(x, y);
}
double prepost_g(const Asked& a) {
    const auto before = a.noted(a.treated(from));
    return (a.noted(a.treated(at)).mean - before.mean) / std::sqrt(before.variance);
}
double interaction_g(const Asked& a) {
    const double beyond = a.mean(at) - a.of_part(at) - a.of_other_part(at) + a.of_control(at);
    return beyond / std::sqrt(a.noted(a.control(at)).variance);
}
double share_of_sum(const Asked& a) {
    return (a.mean(at) - a.of_control(at)) / (a.of_part(at) + a.of_other_part(at) - 2 * a.of_control(at));
}
double onset_share(const Asked& a) {
    return 100 * (a.mean(from) - a.of_control(from)) / (a.mean(at) - a.of_control(at));
}
double correlation(const Asked& a, bool of_changes) {
    const auto x = a.treated([&](const Reading&p) { return p.rated - (of_changes ? p.rated_from : 0); }),
               y = a.treated([&](const Reading&p) { return p.other - (of_changes ? p.other_from : 0); });
    return correlation_of(x, y);
}
double stability(const Asked& a) {
    const auto x = a.treated([](const Reading&p) { return p.rated_from; }), y = a.treated(rated);
    return correlation_of(x, y);
}
double within_person_sd(const Asked& a) {
    return std::sqrt(a.mean([](const Reading& p) { return p.swing * p.swing; }));
}
double severity_slope(const Asked& a) {
    const auto x = a.treated([](const Reading&p) { return p.rated_from; }), y = a.treated(rated);
    return 100 * covariance_of(x, y) / std::sqrt(variance_of(x)) / mean_of(y);
}
double median(std::vector<double> of) {
    if (of.empty())
        return none;
    std::ranges::nth_element(of, of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2));
    return of[of.size() / 2];
}
double days_to_95(const Asked& a) {
    return median(a.treated([](const Reading& p) { return p.days_to_95; }));
}
double first_week(const Asked& a) {
    for (std::size_t w = 1; w < a.arms.treated.front().weekly.size(); ++w) {
        const auto then = [&](const Reading& p) { return p.weekly[w]; };
        if (std::abs(a.standardised(a.treated(then), a.control(then))) >= a.threshold)
            return static_cast<double>(w);
    }
    return none;
}
double worst_change(const Asked& a) {
    double worst = 0;
    for (const auto k : a.pick) {
        const auto& p = a.arms.treated[k];
        worst = std::max(worst, std::abs(100 * (p.at - p.from) / (p.from == 0 ? 1 : p.from)));
    }
    return worst;
}
// NaN where no more respond than with the control: then no number of people is enough.
double number_needed(const Asked& a) {
    const double more = a.mean(share_better) - a.of_control(share_better);
    return more > 0 ? 1 / more : none;
}
template <auto f>
double log_of_kept(const Asked& a) {
    return std::log(1 - a.mean(f)) / std::log(1 - a.of_control(f));
}
template <auto f>
double odds_ratio(const Asked& a) {
    return odds(a.mean(f)) / odds(a.of_control(f));
}

const Statistic known[] = {
    {"hedges_g", "difference of the arms over their pooled standard deviation, of ratings with their noise", "sd", 2, 0,
     hedges_g},
    {"prepost_g",
     "change of the treated arm since `from` over the standard deviation then, of ratings with their noise", "sd", 1, 0,
     prepost_g},
    {"interaction_g",
     "what a combination adds beyond the sum of its parts, over the standard deviation of the control arm", "sd", 4, 0,
     interaction_g},
    {"difference", "difference of the arms' means", "", 2, 0,
     [](const Asked& a) { return a.mean(at) - a.of_control(at); }},
    {"percent_of_control", "difference of the arms' means in per cent of the control's", "%", 2, 0,
     [](const Asked& a) { return 100 * (a.mean(at) / a.of_control(at) - 1); }},
    {"percent_change", "mean change of the treated arm", "%", 1, 0, [](const Asked& a) { return a.mean(relative); }},
    {"median_percent_change", "median change over people of the treated arm, which the few who fall ill do not move",
     "%", 1, 0, [](const Asked& a) { return median(a.treated(relative)); }},
    {"percent_change_against_control", "the same minus that of the control arm", "%", 2, 0,
     [](const Asked& a) { return a.mean(relative) - a.of_control(relative); }},
    {"rated_change", "mean change of the ratings of the treated arm since `from`", "", 1, 0,
     [](const Asked& a) { return a.mean([](const Reading& p) { return p.rated - p.rated_from; }); }},
    {"change", "mean change of the treated arm", "", 1, 0, [](const Asked& a) { return a.mean(change); }},
    {"change_against_control", "the same minus that of the control arm, which may be other people", "", 2, 0,
     [](const Asked& a) { return a.mean(change) - a.of_control(change); }},
    {"onset_share", "share of the difference of the arms that is there in week `from`", "%", 2, none, onset_share},
    {"mean", "mean of the treated arm", "", 1, none, [](const Asked& a) { return a.mean(at); }},
    {"sd", "standard deviation over the people of the treated arm, without the noise of rating", "", 1, none,
     [](const Asked& a) { return std::sqrt(variance_of(a.treated(at))); }},
    {"rated_sd", "the same of their ratings", "", 1, none,
     [](const Asked& a) { return std::sqrt(a.noted(a.treated(at)).variance); }},
    {"rated_mean", "mean of the ratings of the treated arm", "", 1, none, [](const Asked& a) { return a.mean(rated); }},
    {"share_above", "people above the threshold", "%", 1, none,
     [](const Asked& a) { return a.percent([&](const Reading& p) { return p.at > a.threshold; }); }},
    {"share_below", "people below the threshold", "%", 1, none,
     [](const Asked& a) { return a.percent([&](const Reading& p) { return p.at < a.threshold; }); }},
    {"share_rated_below", "people whose rating is below the threshold", "%", 1, none,
     [](const Asked& a) { return a.percent([&](const Reading& p) { return p.rated < a.threshold; }); }},
    {"share_rated_above", "people whose rating is above the threshold", "%", 1, none,
     [](const Asked& a) { return a.percent([&](const Reading& p) { return p.rated > a.threshold; }); }},
    {"share_fallen", "people whose rating has fallen since `from` by the threshold, a share of it, or more", "%", 1,
     none,
     [](const Asked& a) {
         return a.percent([&](const Reading& p) { return p.rated <= (1 - a.threshold) * p.rated_from; });
     }},
    {"response", "people who have responded, as the instrument's file defines it", "%", 1, none,
     [](const Asked& a) { return 100 * a.mean(share_better); }, true},
    {"no_response", "people who have not responded", "%", 1, none,
     [](const Asked& a) { return 100 - 100 * a.mean(share_better); }, true},
    {"response_difference", "the same, treated minus control", "%", 2, 0,
     [](const Asked& a) { return 100 * (a.mean(share_better) - a.of_control(share_better)); }, true},
    {"number_needed", "people to treat for one more who responds than with the control", "1", 2, none, number_needed,
     true},
    {"response_odds_ratio", "odds of response, treated over control", "1", 2, 1, odds_ratio<share_better>, true},
    {"response_risk_ratio", "response, treated over control", "1", 2, 1,
     [](const Asked& a) { return a.mean(share_better) / a.of_control(share_better); }, true},
    {"durability", "of those who had responded in week `from`, people who still do", "%", 1, none,
     [](const Asked& a) { return 100 * a.mean(lasting); }, true},
    {"remission", "people at or below the cut-off of the instrument, or a threshold where one is said", "%", 1, none,
     [](const Asked& a) { return 100 * a.mean(well); }, true},
    {"relapse",
     "of those who had responded in week `from`, people who fall ill again, as the instrument's file defines it", "%",
     1, none, [](const Asked& a) { return 100 * a.mean(share_relapsed); }, true},
    {"relapse_ratio", "odds of relapse, treated over control", "1", 2, 1, odds_ratio<share_relapsed>, true},
    {"relapse_hazard_ratio", "hazard of relapse, treated over control, from what is left at the end", "1", 2, 1,
     log_of_kept<share_relapsed>, true},
    {"sd_ratio", "standard deviation of the ratings, treated over control", "1", 2, 1,
     [](const Asked& a) { return std::sqrt(a.noted(a.treated(at)).variance / a.noted(a.control(at)).variance); }},
    {"variance_ratio", "variance of the ratings, treated over control", "1", 2, 1,
     [](const Asked& a) { return a.noted(a.treated(at)).variance / a.noted(a.control(at)).variance; }},
    {"prevalence", "people rated above the threshold, in the mean of the weeks between `from` and the week", "%", 1,
     none, [](const Asked& a) { return 100 * a.mean([](const Reading& p) { return p.above; }); }},
    {"onset", "people above the threshold for a fortnight between `from` and the week", "%", 1, none,
     [](const Asked& a) { return 100 * a.mean(ill); }},
    {"onset_ratio", "the same, treated over control", "1", 2, 1,
     [](const Asked& a) { return a.mean(ill) / a.of_control(ill); }},
    {"onset_odds_ratio", "odds of the same, treated over control", "1", 2, 1, odds_ratio<ill>},
    {"onset_hazard_ratio", "hazard of the same, treated over control, from what is left at the end", "1", 2, 1,
     log_of_kept<ill>},
    {"onset_excess", "the same, treated over control, above one", "%", 2, 0,
     [](const Asked& a) { return 100 * (a.mean(ill) / a.of_control(ill) - 1); }},
    {"correlation", "Pearson correlation over people of the measure with the other one, as noted", "1", 1, 0,
     [](const Asked& a) { return correlation(a, false); }},
    {"correlation_of_change", "the same of their changes since `from`", "1", 1, 0,
     [](const Asked& a) { return correlation(a, true); }},
    {"stability", "Pearson correlation over people of the rating in week `from` with that in the week", "1", 1, 0,
     stability},
    {"within_person_sd",
     "standard deviation of the weekly scores of a person between `from` and the week, trend and noise of rating "
     "left out",
     "", 1, none, within_person_sd},
    {"severity_slope",
     "how much higher the score is for each standard deviation of the score of week 0, in per cent of its mean", "%", 1,
     0, severity_slope},
    {"days_to_95", "median over people: days until 95 % of the change is there", "d", 1, none, days_to_95},
    {"first_week", "first week in which the arms differ by the threshold in standard deviations of the ratings", "week",
     2, none, first_week},
    {"share_of_sum", "what a combination does against control, over the sum of what its parts do against it", "1", 4,
     none, share_of_sum},
    {"worst_change", "largest change over people", "%", 1, 0, worst_change},
};

} // namespace

const Statistic* find_statistic(std::string_view name) {
    const auto at = std::ranges::find(known, name, &Statistic::name);
    return at == std::end(known) ? nullptr : at;
}
std::vector<std::string_view> statistic_names() {
    std::vector<std::string_view> out;
    for (const auto& s : known)
        out.push_back(s.name);
    return out;
}
std::vector<std::pair<std::string_view, std::string_view>> statistics() {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (const auto& s : known)
        out.emplace_back(s.name, s.says);
    return out;
}

double value_of(const Statistic& s, double threshold, const Arms& arms, const std::vector<std::size_t>& pick,
                const std::vector<std::size_t>& other) {
    return s.of({arms, threshold, pick, other});
}

double least_of(const Statistic& s, const Arms& arms, const std::vector<std::size_t>& pick) {
    constexpr double least = 0.05; // sd
    const Asked a{arms, 0, pick, pick};
    const auto in_ratings = [&] { return least * std::sqrt(a.noted(a.treated(at)).variance); };
    const double in_odds = std::expm1(least * std::numbers::pi / std::sqrt(3.0));
    if (s.unit == "sd")
        return least;
    if (s.unit.empty())
        return in_ratings();
    if (std::isnan(s.neutral))
        return 0;
    if (s.neutral == 1)
        return in_odds;
    if (s.unit == "1")
        return least / std::hypot(least, 2);
    if (s.name == "onset_excess") // a ratio in per cent
        return 100 * in_odds;
    if (s.defined) {
        const double yes = a.mean(share_better);
        return 100 * least * std::sqrt(yes * (1 - yes));
    }
    return 100 * in_ratings() / std::abs(a.mean(at));
}

} // namespace rewire::simulate
