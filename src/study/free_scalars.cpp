#include "study/free_scalars.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/words.hpp"
#include "model/drug.hpp"

namespace rewire::study {
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
bool unit_of_signal(const scenario::FileValue& v) {
    return v.value == "1" && (v.key.find("signals.") != v.key.npos || v.key.find("activities.") != v.key.npos);
}
std::string listed(const std::vector<std::string>& names) {
    return names.empty() ? "none" : fmt::format("{} ({})", names.size(), fmt::join(names, ", "));
}

enum class Sort { cited, calibrated, by_hand, assumed };
Sort sort_of(const mechanism::RowInfo& p) {
    const auto says = [&](std::string_view word) { return p.note.find(word) != p.note.npos; };
    return says("calibrated")    ? Sort::calibrated
           : says("by hand")     ? Sort::by_hand
           : says("from memory") ? Sort::cited // its size may be assumed, where it comes from is not
           : says("assumed")     ? Sort::assumed
                                 : Sort::cited;
}

} // namespace

std::string_view status_of(const mechanism::RowInfo& parameter) {
    switch (sort_of(parameter)) {
        case Sort::cited:
            return "cited";
        case Sort::calibrated:
            return "calibrated";
        case Sort::by_hand:
            return "by hand";
        case Sort::assumed:
            break;
    }
    return "assumed";
}

Fitted fitted(const mechanism::Catalogue& mechanisms) {
    Fitted out;
    for (const auto& e : mechanisms.entries())
        for (const auto& p : e.params) {
            ++out.all;
            const auto name = fmt::format("{}.{}", e.name, p.name);
            if (sort_of(p) == Sort::calibrated)
                out.calibrated.push_back(name);
            else if (sort_of(p) == Sort::by_hand)
                out.by_hand.push_back(name);
            else if (sort_of(p) == Sort::assumed)
                ++out.assumed;
        }
    return out;
}

std::vector<std::string> fitted_first(const scenario::FileItem& treatment, const Behind& behind) {
    const auto* drug = behind.drug_of(treatment);
    std::vector<std::string> signals;
    bool does = false; // something, rather than has it done
    for (const auto& v : treatment.values) {
        const auto last = v.key.substr(v.key.rfind('.') + 1);
        const auto of = [&](const std::string& table) {
            return v.key.starts_with(table) || v.key.find("." + table) != v.key.npos;
        };
        if (of("signals.") || of("weekly_hours."))
            signals.push_back(last);
        if (of("activities.")) {
            does = true;
            signals.push_back(last + "_hours");
            const auto activity = std::ranges::find(behind.activities, last, &scenario::FileItem::name);
            if (activity != behind.activities.end() &&
                std::ranges::any_of(activity->facts, [](const auto& fact) { return fact.first == "unbidden"; }))
                signals.push_back("practised_hours"); // of a skill
        }
        if (v.key == "contact" && v.value != "0")
            signals.push_back("treatment_contact");
    }
    if (drug)
        for (const auto& v : drug->values)
            for (const auto& target : model::targets())
                if (v.key.ends_with("affinity." + std::string(target.name)))
                    signals.emplace_back(target.signal);
    std::vector<std::string> out;
    for (const auto& e : behind.mechanisms.entries()) {
        const bool learns = e.kind == mechanism::Kind::rule || e.kind == mechanism::Kind::synapse;
        const bool reads = e.kind == mechanism::Kind::body && std::ranges::any_of(e.inputs, [&](const auto& input) {
                               return std::ranges::find(signals, input.name) != signals.end();
                           });
        for (const auto& p : e.params)
            if ((reads || (does && learns)) && (sort_of(p) == Sort::calibrated || sort_of(p) == Sort::by_hand))
                out.push_back(fmt::format("{}.{}", e.name, p.name));
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

const scenario::FileItem* Behind::drug_of(const scenario::FileItem& treatment) const {
    const auto at = std::ranges::find(drugs, treatment.name, &scenario::FileItem::name);
    return treatment.drug && at != drugs.end() ? &*at : nullptr;
}

std::string told_of_scalars(const scenario::FileItem& treatment, const Behind& behind) {
    const auto* drug = behind.drug_of(treatment);
    const auto own = listed(free_scalars(treatment)), first = listed(fitted_first(treatment, behind));
    return in_words(drug ? fmt::format("Free scalars behind it: of its own {}, of its drug {}, where it acts first {}.",
                                       own, listed(free_scalars_of_drug(*drug)), first)
                         : fmt::format("Free scalars behind it: of its own {}, where it acts first {}.", own, first)) +
           "\n";
}

std::string told(const Fitted& f) {
    return fmt::format(
        "{} of {} parameters of mechanisms are fitted: {} by a recorded calibration, {} by hand in sight of "
        "rows; {} more are assumed",
        f.free(), f.all, f.calibrated.size(), f.by_hand.size(), f.assumed);
}

report::Table table_of_scalars(const std::vector<scenario::FileItem>& treatments, const Behind& behind) {
    report::Table out{{{"treatment"}, {"of its own"}, {"of its drug"}, {"fitted, where it acts first"}}, {}};
    for (const auto& t : treatments) {
        const auto* drug = behind.drug_of(t);
        out.rows.push_back({t.name, std::to_string(free_scalars(t).size()),
                            drug ? std::to_string(free_scalars_of_drug(*drug).size()) : std::string("-"),
                            std::to_string(fitted_first(t, behind).size())});
    }
    return out;
}

} // namespace rewire::study
