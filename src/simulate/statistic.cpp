#include "simulate/statistic.hpp"

#include <algorithm>
#include <cmath>

namespace rewire {
namespace {

const double none = std::nan("");
const Statistic known[] = {
    {"hedges_g", "difference of the arms over their pooled standard deviation, of ratings with their noise", "sd", 2,
     0},
    {"prepost_g",
     "change of the treated arm since `from` over the standard deviation then, of ratings with their noise", "sd", 1,
     0},
    {"interaction_g",
     "what a combination adds beyond the sum of its parts, over the standard deviation of the control arm", "sd", 4, 0},
    {"difference", "difference of the arms' means", "", 2, 0},
    {"percent_of_control", "difference of the arms' means in per cent of the control's", "%", 2, 0},
    {"percent_change", "mean change of the treated arm", "%", 1, 0},
    {"percent_change_against_control", "the same minus that of the control arm", "%", 2, 0},
    {"change", "mean change of the treated arm", "", 1, 0},
    {"change_against_control", "the same minus that of the control arm, which may be other people", "", 2, 0},
    {"onset_share", "share of the difference of the arms that is there in week `from`", "%", 2, none},
    {"mean", "mean of the treated arm", "", 1, none},
    {"sd", "standard deviation over the people of the treated arm, without the noise of rating", "", 1, none},
    {"rated_mean", "mean of the ratings of the treated arm", "", 1, none},
    {"share_above", "people above the threshold", "%", 1, none},
    {"share_below", "people below the threshold", "%", 1, none},
    {"share_rated_above", "people whose rating is above the threshold", "%", 1, none},
    {"response", "people whose score fell by half since week 0", "%", 1, none},
    {"no_response", "people whose score did not fall by half since week 0", "%", 1, none},
    {"response_difference", "the same, treated minus control", "%", 2, 0},
    {"response_odds_ratio", "odds of response, treated over control", "1", 2, 1},
    {"response_risk_ratio", "response, treated over control", "1", 2, 1},
    {"durability", "of those who had responded in week `from`, people who still do", "%", 1, none},
    {"remission", "people at or below the threshold", "%", 1, none},
    {"relapse", "of those who had responded, people who lose half of the gain for a fortnight", "%", 1, none},
    {"relapse_ratio", "odds of relapse, treated over control", "1", 2, 1},
    {"relapse_hazard_ratio", "hazard of relapse, treated over control, from what is left at the end", "1", 2, 1},
    {"onset", "people above the threshold for a fortnight between `from` and the week", "%", 1, none},
    {"onset_ratio", "the same, treated over control", "1", 2, 1},
    {"onset_odds_ratio", "odds of the same, treated over control", "1", 2, 1},
    {"onset_hazard_ratio", "hazard of the same, treated over control, from what is left at the end", "1", 2, 1},
    {"onset_excess", "the same, treated over control, above one", "%", 2, 0},
    {"correlation", "Pearson correlation over people of the measure with the other one, as noted", "1", 1, 0},
    {"correlation_of_change", "the same of their changes since `from`", "1", 1, 0},
    {"severity_slope",
     "how much higher the score is for each standard deviation of the score of week 0, in per cent of its mean", "%", 1,
     0},
    {"days_to_95", "median over people: days until 95 % of the change is there", "d", 1, none},
    {"first_week", "first week in which the arms differ by the threshold in standard deviations of the ratings", "week",
     2, none},
    {"share_of_sum", "what a combination does against control, over the sum of what its parts do against it", "1", 4,
     none},
    {"worst_change", "largest change over people", "%", 1, 0},
};

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
double odds(double share) { return share / (1 - share); }

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

double value_of(const Statistic& statistic, double threshold, const Arms& arms, const std::vector<std::size_t>& pick,
                const std::vector<std::size_t>& other) {
    const auto& s = statistic.name;
    const auto over = [&](const std::vector<Reading>& arm, auto f) {
        std::vector<double> out;
        for (const auto k : &arm == &arms.control ? other : pick)
            if (const double x = f(arm[k]); !std::isnan(x))
                out.push_back(x);
        return out;
    };
    const auto mean = [&](const std::vector<Reading>& arm, auto f) { return mean_of(over(arm, f)); };
    const auto &t = arms.treated, &o = arms.control;
    const auto at = [](const Reading& p) { return p.at; };
    const auto from = [](const Reading& p) { return p.from; };
    const auto rated = [](const Reading& p) { return p.rated; };
    const auto share = [](bool yes) { return yes ? 1.0 : 0.0; };
    const auto relative = [](const Reading& p) { return 100 * (p.at / p.from - 1); };
    const auto change = [](const Reading& p) { return p.at - p.from; };
    const auto responded = [&](const Reading& p) { return share(p.rated <= 0.5 * p.rated_start); };
    const auto relapsed = [&](const Reading& p) { return p.responded ? share(p.relapsed) : none; };
    const auto lasting = [&](const Reading& p) { return p.responded ? share(p.rated <= 0.5 * p.rated_start) : none; };
    const auto ill = [&](const Reading& p) { return share(p.ill); };

    // What ratings with their noise come to in the mean, so that the luck of raters adds nothing to the error.
    const auto noted = [&](const std::vector<double>& x) {
        const double m = mean_of(x), v = variance_of(x), s2 = arms.noise * arms.noise;
        if (!arms.product)
            return std::pair(m, v + s2);
        return std::pair(m * std::exp(s2 / 2), (v + m * m) * std::exp(2 * s2) - m * m * std::exp(s2));
    };
    const auto standardised = [&](const std::vector<double>& x, const std::vector<double>& y) {
        const auto [mx, vx] = noted(x);
        const auto [my, vy] = noted(y);
        return (mx - my) / std::sqrt((vx + vy) / 2);
    };
    if (s == "hedges_g") {
        const auto x = over(t, at), y = over(o, at);
        return (1 - 3 / (4 * static_cast<double>(x.size() + y.size()) - 9)) * standardised(x, y);
    }
    if (s == "prepost_g") {
        const auto before = noted(over(t, from));
        return (noted(over(t, at)).first - before.first) / std::sqrt(before.second);
    }
    if (s == "interaction_g") {
        const double beyond = mean(t, at) - mean(arms.part, at) - mean(arms.other_part, at) + mean(o, at);
        return beyond / std::sqrt(noted(over(o, at)).second);
    }
    if (s == "difference")
        return mean(t, at) - mean(o, at);
    if (s == "percent_of_control")
        return 100 * (mean(t, at) / mean(o, at) - 1);
    if (s == "percent_change")
        return mean(t, relative);
    if (s == "percent_change_against_control")
        return mean(t, relative) - mean(o, relative);
    if (s == "change")
        return mean(t, change);
    if (s == "change_against_control")
        return mean(t, change) - mean(o, change);
    if (s == "onset_share")
        return 100 * (mean(t, from) - mean(o, from)) / (mean(t, at) - mean(o, at));
    if (s == "share_of_sum")
        return (mean(t, at) - mean(o, at)) / (mean(arms.part, at) + mean(arms.other_part, at) - 2 * mean(o, at));
    if (s == "mean")
        return mean(t, at);
    if (s == "rated_mean")
        return mean(t, rated);
    if (s == "sd")
        return std::sqrt(variance_of(over(t, at)));
    if (s == "share_above")
        return 100 * mean(t, [&](const Reading& p) { return share(p.at > threshold); });
    if (s == "share_below")
        return 100 * mean(t, [&](const Reading& p) { return share(p.at < threshold); });
    if (s == "share_rated_above")
        return 100 * mean(t, [&](const Reading& p) { return share(p.rated > threshold); });
    if (s == "response")
        return 100 * mean(t, responded);
    if (s == "no_response")
        return 100 - 100 * mean(t, responded);
    if (s == "response_difference")
        return 100 * (mean(t, responded) - mean(o, responded));
    if (s == "response_odds_ratio")
        return odds(mean(t, responded)) / odds(mean(o, responded));
    if (s == "response_risk_ratio")
        return mean(t, responded) / mean(o, responded);
    if (s == "durability")
        return 100 * mean(t, lasting);
    if (s == "remission")
        return 100 * mean(t, [&](const Reading& p) { return share(p.rated <= threshold); });
    if (s == "relapse")
        return 100 * mean(t, relapsed);
    if (s == "relapse_ratio")
        return odds(mean(t, relapsed)) / odds(mean(o, relapsed));
    if (s == "relapse_hazard_ratio")
        return std::log(1 - mean(t, relapsed)) / std::log(1 - mean(o, relapsed));
    if (s == "onset")
        return 100 * mean(t, ill);
    if (s == "onset_ratio")
        return mean(t, ill) / mean(o, ill);
    if (s == "onset_odds_ratio")
        return odds(mean(t, ill)) / odds(mean(o, ill));
    if (s == "onset_hazard_ratio")
        return std::log(1 - mean(t, ill)) / std::log(1 - mean(o, ill));
    if (s == "onset_excess")
        return 100 * (mean(t, ill) / mean(o, ill) - 1);
    if (s == "correlation" || s == "correlation_of_change") {
        const bool changes = s != "correlation";
        const auto x = over(t, [&](const Reading& p) { return p.rated - (changes ? p.rated_from : 0); });
        const auto y = over(t, [&](const Reading& p) { return p.other - (changes ? p.other_from : 0); });
        return covariance_of(x, y) / std::sqrt(variance_of(x) * variance_of(y));
    }
    if (s == "severity_slope") {
        const auto x = over(t, [](const Reading&p) { return p.rated_from; }), y = over(t, rated);
        return 100 * covariance_of(x, y) / std::sqrt(variance_of(x)) / mean_of(y);
    }
    if (s == "days_to_95") {
        auto days = over(t, [](const Reading& p) { return p.days_to_95; });
        if (days.empty())
            return none;
        std::ranges::nth_element(days, days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2));
        return days[days.size() / 2];
    }
    if (s == "first_week") {
        for (std::size_t w = 1; w < t.front().weekly.size(); ++w) {
            const auto then = [&](const Reading& p) { return p.weekly[w]; };
            if (std::abs(standardised(over(t, then), over(o, then))) >= threshold)
                return static_cast<double>(w);
        }
        return none;
    }
    double worst = 0; // worst_change
    for (const auto k : pick)
        worst = std::max(worst, std::abs(100 * (t[k].at - t[k].from) / (t[k].from == 0 ? 1 : t[k].from)));
    return worst;
}

} // namespace rewire
