#include "report/summary.hpp"

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"

namespace rewire::report {

nlohmann::ordered_json summary_head(const std::string& command, std::uint64_t seed, std::uint64_t hash, double wall_s,
                                    const std::vector<std::string>& warnings) {
    nlohmann::ordered_json j;
    j["command"] = command;
    j["version"] = version();
    j["seed"] = seed;
    j["hash"] = hex(hash);
    j["wall_s"] = wall_s;
    j["warnings"] = warnings;
    return j;
}

nlohmann::ordered_json outcomes_json(const simulate::Outcomes& outcomes) {
    const auto share = [](const simulate::Share& s) {
        return nlohmann::ordered_json{
            {"rate", s.rate}, {"low", s.low}, {"high", s.high}, {"count", s.count}, {"of", s.of}};
    };
    nlohmann::ordered_json j;
    j["instrument"] = outcomes.instrument;
    j["definition"] = outcomes.definition;
    if (!outcomes.missing.empty())
        j["missing"] = outcomes.missing;
    j["visits"] = nlohmann::ordered_json::object();
    for (const auto& v : outcomes.visits) {
        auto& at = j["visits"][format_number(v.week)];
        at["response"] = share(v.response);
        if (v.remission)
            at["remission"] = share(*v.remission);
        at["relapse"] = share(v.relapse);
    }
    return j;
}

void write_summary(const std::filesystem::path& folder, const nlohmann::ordered_json& summary) {
    // A NaN has no JSON; it becomes null. Texts from files may hold bytes that are no UTF-8.
    write_file(folder / "summary.json",
               summary.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

} // namespace rewire::report
