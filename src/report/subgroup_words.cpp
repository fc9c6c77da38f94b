#include "report/subgroup_words.hpp"

#include <fmt/format.h>

namespace rewire::report {

std::string words_of(const trial::Design& d, const trial::Subgroups& s) {
    if (s.endpoint == nullptr)
        return {};
    auto out = fmt::format("subgroups of {} (difference from {}; {})\n", s.endpoint->name, d.arms.front().name,
                           d.instruments()[s.endpoint->measure].unit);
    for (const auto& one : s.all) {
        if (!one.failure.empty())
            out += fmt::format("  {}: no answer: {}\n", one.name, one.failure);
        for (const auto& x : one.arms) {
            out += fmt::format("  {}, {}:", one.name, x.arm);
            for (std::size_t l = 0; l < 2; ++l)
                out += fmt::format(" {} {:+.2f} ({:+.2f} to {:+.2f});", one.levels[l], x.levels[l].difference,
                                   x.levels[l].interval.low, x.levels[l].interval.high);
            out += fmt::format(" interaction p {:.2g}\n", x.p);
        }
    }
    return out + fmt::format("  {}\n", trial::subgroup_caution(s));
}

nlohmann::ordered_json subgroups_json(const trial::Subgroups& s) {
    using Json = nlohmann::ordered_json;
    if (s.endpoint == nullptr)
        return nullptr;
    Json out{{"endpoint", s.endpoint->name}, {"caution", trial::subgroup_caution(s)}, {"groups", Json::array()}};
    for (const auto& one : s.all) {
        Json group{{"name", one.name}};
        if (!one.failure.empty())
            group["failure"] = one.failure;
        for (const auto& x : one.arms) {
            auto& arm = group["arms"][x.arm];
            for (std::size_t l = 0; l < 2; ++l) {
                const auto& e = x.levels[l];
                arm["levels"].push_back({{"level", one.levels[l]},
                                         {"people", e.people},
                                         {"control", e.control},
                                         {"difference", e.difference},
                                         {"interval", Json::array({e.interval.low, e.interval.high})}});
            }
            arm["interaction"] = {{"difference", x.difference},
                                  {"error", x.error},
                                  {"interval", Json::array({x.interval.low, x.interval.high})},
                                  {"p", x.p}};
        }
        out["groups"].push_back(std::move(group));
    }
    return out;
}

} // namespace rewire::report
