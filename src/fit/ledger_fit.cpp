// Rows of the evidence ledger as targets.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "fit/claims_fit.hpp"

namespace rewire::fit {

std::vector<simulate::Question> chosen(const std::vector<simulate::Question>& all, const LedgerChoice& choice,
                                       const std::string& file) {
    const auto held = [](const std::vector<std::string>& texts, const std::string& id) {
        return std::any_of(texts.begin(), texts.end(),
                           [&](const std::string& t) { return id.find(t) != std::string::npos; });
    };
    std::vector<simulate::Question> out;
    for (const auto& q : all) {
        const auto& r = q.row;
        if (!q.experiment || r.role != choice.role || r.kind == "direction" ||
            (!r.disputed.empty() && !choice.disputed))
            continue;
        if ((!choice.only.empty() && !held(choice.only, r.id)) || held(choice.without, r.id))
            continue;
        out.push_back(q);
    }
    if (out.empty())
        throw InputError(file, fmt::format("[ledger] leaves no row of role {} that the model can answer with a number",
                                           choice.role));
    return out;
}

FitTarget target_of(const simulate::LedgerRow& r) {
    return {r.id, r.effect, std::isnan(r.ci_low) ? r.band : (r.ci_high - r.ci_low) / 3.92, r.unit};
}

void add(ClaimsObjective& objective, const std::vector<simulate::Question>& rows) {
    for (const auto& q : rows) {
        expects(q.experiment.has_value(), "a row that is fitted is asked");
        objective.plan.targets.push_back(target_of(q.row));
        objective.questions.push_back({*q.experiment, q});
    }
}

} // namespace rewire::fit
