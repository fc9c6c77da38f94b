#include "report/trial_comparisons.hpp"

namespace rewire::report {
namespace {

using Json = nlohmann::ordered_json;

Json between(double low, double high) { return Json::array({low, high}); }
double with_sign(const trial::NeededPeople& n) { return n.benefit ? n.people : -n.people; }

Json curve_json(const trial::KaplanMeier& k, const std::vector<double>& weeks) {
    Json out = Json::array();
    const auto at_risk = k.at_risk(weeks);
    for (std::size_t v = 0; v < weeks.size(); ++v) {
        Json one{{"week", weeks[v]}, {"free", k.survival_at(weeks[v])}, {"at_risk", at_risk[v]}};
        for (const auto& step : k.steps)
            if (step.time <= weeks[v]) {
                one["error"] = step.error;
                one["interval"] = between(step.interval.low, step.interval.high);
            }
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace

void add_comparisons(Json& endpoint, const trial::Design& d, const trial::Found& f) {
    for (const auto& m : f.ancova.failure.empty() ? f.ancova.means : std::vector<trial::ArmMean>{})
        endpoint["means"][m.arm] = {{"mean", m.mean},
                                    {"error", m.error},
                                    {"interval", between(m.interval.low, m.interval.high)},
                                    {"people", m.people}};
    if (const auto& j = f.ancova.joint; j && f.ancova.failure.empty())
        endpoint["all_arms"] = {{"f", j->f}, {"df", Json::array({j->df1, j->df2})}, {"p", j->p}};
    for (std::size_t a = 0; a < f.shares.size(); ++a) {
        auto& share = endpoint["shares"][d.arms[a].name];
        share["rate"] = f.shares[a].rate;
        share["interval"] = between(f.shares[a].low, f.shares[a].high);
    }
    for (std::size_t a = 0; a < f.proportions.size(); ++a) {
        const auto& p = f.proportions[a];
        if (p.failure.empty())
            endpoint["comparisons"][d.arms[a + 1].name] = {
                {"difference", p.difference},
                {"interval", between(p.interval.low, p.interval.high)},
                {"needed", with_sign(p.needed.value)},
                {"needed_interval", between(with_sign(p.needed.best), with_sign(p.needed.worst))},
                {"needed_words", trial::words_of(p.needed)}};
    }
    for (std::size_t a = 0; a < f.curves.size(); ++a)
        if (f.curves[a].failure.empty())
            endpoint["events"][d.arms[a].name]["curve"] = curve_json(f.curves[a], d.weeks);
    if (f.endpoint->kind == scenario::TrialEndpoint::Kind::time_to_event && f.log_rank.failure.empty())
        endpoint["log_rank"] = {{"chi_squared", f.log_rank.chi_squared}, {"df", f.log_rank.df}, {"p", f.log_rank.p}};
}

} // namespace rewire::report
