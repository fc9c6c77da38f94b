#include "report/replicates_words.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/counted.hpp"

namespace rewire::report {
namespace {

using Kind = scenario::TrialEndpoint::Kind;
using Json = nlohmann::ordered_json;

struct Scale { // how an estimate is told
    double times = 1;
    std::string unit;
};
Scale scale_of(const trial::Design& d, const trial::Endpoint& e) {
    switch (e.kind) {
        case Kind::score:
            return {1, d.instruments()[e.measure].unit};
        case Kind::time_to_event:
            return {1, "of the logarithm of the hazard ratio"};
        default:
            return {100, "%"};
    }
}

std::string percent(double share) { return std::isnan(share) ? "not known" : fmt::format("{:.1f} %", 100 * share); }
std::string percent(const trial::Rate& r) { return fmt::format("{:.1f} ± {:.1f} %", 100 * r.value, 100 * r.error); }

void tell(std::string& out, const trial::Design& d, const trial::Chance& c) {
    const auto& e = d.endpoints[c.endpoint];
    const auto& own = c.sizes[c.planned];
    const auto s = scale_of(d, e);
    out += fmt::format("{}: {} against {}\n", e.name, d.arms[c.arm].name, d.arms.front().name);
    out += fmt::format(
        "  power {:.1f} % (± {:.1f} by chance, ± {:.1f} by the pool; closed form {}); in the mean over "
        "what the pool leaves open {}\n",
        100 * own.power.value, 100 * own.power.error, 100 * own.pool_error, percent(own.closed_form),
        percent(c.assurance));
    if (const auto& p = c.parameters)
        out += fmt::format("  assurance {}, over {} parameter sets; between them the effect differs by {:.2g} {}\n",
                           percent(p->assurance), p->sets, s.times * p->effect_sd, s.unit);
    out += fmt::format(
        "  truth of the pool {:+.2f} ± {:.2f}, estimates {:+.2f} in the mean (bias {:+.2f} ± {:.2f}) {}; "
        "they differ by {:.2f}, their standard error is {:.2f}\n",
        s.times * c.truth.value, s.times * c.truth.error, s.times * c.mean, s.times * c.bias, s.times * c.bias_error,
        s.unit, s.times * c.spread, s.times * c.mean_error);
    out += fmt::format("  of the intervals {} hold the truth; where there is nothing to be found {} find something\n",
                       percent(c.coverage), percent(c.type_one));
    out += fmt::format(
        "  {} of the people are not in the analysis{}\n", percent(c.missing),
        c.unanswered == 0 ? std::string() : fmt::format("; {} have no estimate", counted(c.unanswered, "replicate")));
    out += "  power by people:";
    for (const auto& at : c.sizes)
        out += fmt::format(
            "{} {}: {:.0f} % ({})", &at == &c.sizes.front() ? "" : ";", at.people, 100 * at.power.value,
            std::isnan(at.closed_form) ? "no closed form" : fmt::format("closed form {:.0f} %", 100 * at.closed_form));
    out += "\n";
}

Json json_of(const trial::Rate& r) { return {{"value", r.value}, {"error", r.error}}; }
Json json_of(const trial::PoolNumber& n) { return {{"value", n.value}, {"error", n.error}}; }

} // namespace

std::string words_of(const trial::Design& d, const trial::Replicates& r) {
    auto out = fmt::format("{} of {}, drawn from a pool of {} who lived every arm{}; {} are not seen to the end\n",
                           counted(r.replicates, "replicate"), counted(r.people, "person", "people"), r.pool,
                           r.pool_failed == 0 ? "" : fmt::format(" ({} more failed, and are in none)", r.pool_failed),
                           percent(r.dropout));
    for (const auto& c : r.chances)
        tell(out, d, c);
    return out;
}

Json replicates_json(const trial::Design& d, const trial::Replicates& r) {
    Json out{{"replicates", r.replicates},   {"people", r.people}, {"pool", r.pool},
             {"pool_failed", r.pool_failed}, {"alpha", r.alpha},   {"dropout", r.dropout},
             {"hash", hex(r.hash())}};
    for (const auto& c : r.chances) {
        const auto& own = c.sizes[c.planned];
        Json one{{"endpoint", d.endpoints[c.endpoint].name},
                 {"arm", d.arms[c.arm].name},
                 {"power", json_of(own.power)},
                 {"power_pool_error", own.pool_error},
                 {"power_closed_form", own.closed_form},
                 {"power_over_pool", c.assurance},
                 {"truth", json_of(c.truth)},
                 {"truth_unrated", c.in_them},
                 {"mean_estimate", c.mean},
                 {"bias", {{"value", c.bias}, {"error", c.bias_error}}},
                 {"spread", c.spread},
                 {"mean_error", c.mean_error},
                 {"coverage", json_of(c.coverage)},
                 {"type_one", json_of(c.type_one)},
                 {"null_coverage", json_of(c.null_coverage)},
                 {"missing", c.missing},
                 {"unanswered", c.unanswered}};
        if (const auto& p = c.parameters)
            one["assurance"] = {{"value", p->assurance.value},
                                {"error", p->assurance.error},
                                {"effect_sd", p->effect_sd},
                                {"sets", p->sets},
                                {"people", p->people}};
        for (const auto& s : c.sizes)
            one["sizes"].push_back({{"people", s.people},
                                    {"power", json_of(s.power)},
                                    {"pool_error", s.pool_error},
                                    {"closed_form", s.closed_form}});
        out["found"].push_back(one);
    }
    return out;
}

} // namespace rewire::report
