#include "app/free_scalars.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rewire::app {
namespace {

bool cites(const scenario::FileValue& v) {
    const auto status = scenario::status_of(v);
    return status == "from the literature" || status == "cited from memory";
}
bool of_protocol(std::string_view key) {
    constexpr std::string_view whole[]{"amount", "per_week", "homework", "ramp"},
        tables[]{"activities.", "weekly_hours.", "intensity.", "range."};
    return std::ranges::find(whole, key) != std::end(whole) ||
           std::ranges::any_of(tables, [&](auto table) { return key.starts_with(table); });
}
bool unit_of_signal(const scenario::FileValue& v) { return v.value == "1" && v.key.find("signals.") != v.key.npos; }
std::string listed(const std::vector<std::string>& names) {
    return names.empty() ? "none" : fmt::format("{} ({})", names.size(), fmt::join(names, ", "));
}

} // namespace

Fitted fitted(const mechanism::Catalogue& mechanisms) {
    Fitted out;
    for (const auto& e : mechanisms.entries())
        for (const auto& p : e.params) {
            ++out.all;
            const auto says = [&](std::string_view word) { return p.note.find(word) != p.note.npos; };
            const auto name = fmt::format("{}.{}", e.name, p.name);
            if (says("calibrated"))
                out.calibrated.push_back(name);
            else if (says("by hand"))
                out.by_hand.push_back(name);
            else if (says("assumed"))
                ++out.assumed;
        }
    return out;
}

std::vector<std::string> free_scalars(const scenario::FileItem& treatment) {
    std::vector<std::string> out;
    for (const auto& v : treatment.values)
        if (!of_protocol(v.key) && !unit_of_signal(v) && !cites(v))
            out.push_back(v.key);
    return out;
}
std::vector<std::string> free_scalars_of_drug(const scenario::FileItem& drug) {
    std::vector<std::string> out;
    for (const auto& v : drug.values)
        if (!cites(v))
            out.push_back(v.key);
    return out;
}

const scenario::FileItem* drug_of(const scenario::FileItem& treatment, const std::vector<scenario::FileItem>& drugs) {
    const auto at = std::ranges::find(drugs, treatment.name, &scenario::FileItem::name);
    return treatment.drug && at != drugs.end() ? &*at : nullptr;
}

std::string told_of_scalars(const scenario::FileItem& treatment, const scenario::FileItem* drug, const Fitted& all) {
    return fmt::format(
        "Free scalars behind it: of its own {}{}; shared by all treatments {}, the fitted parameters of the "
        "mechanisms.\n",
        listed(free_scalars(treatment)), drug ? ", of its drug " + listed(free_scalars_of_drug(*drug)) : "",
        all.free());
}

std::string told(const Fitted& f) {
    return fmt::format(
        "{} of {} parameters of mechanisms are fitted: {} by a recorded calibration, {} by hand in sight of "
        "rows; {} more are assumed",
        f.free(), f.all, f.calibrated.size(), f.by_hand.size(), f.assumed);
}

report::Table table_of_scalars(const std::vector<scenario::FileItem>& treatments,
                               const std::vector<scenario::FileItem>& drugs) {
    report::Table out{{{"treatment"}, {"of its own"}, {"of its drug"}}, {}};
    for (const auto& t : treatments) {
        const auto* drug = drug_of(t, drugs);
        out.rows.push_back({t.name, std::to_string(free_scalars(t).size()),
                            drug ? std::to_string(free_scalars_of_drug(*drug).size()) : std::string("-")});
    }
    return out;
}

} // namespace rewire::app
