#include "trial/individual.hpp"

#include <cmath>
#include <map>

#include "base/error.hpp"
#include "trial/allocation.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

// Everybody once, in the arm that chance would have given.
People as_randomised(const Design& d, const TrialCohort& c) {
    std::map<std::size_t, std::vector<const Participant*>> centres; // as enrolled
    for (const auto& p : c.people)
        if (p.arm == 0)
            centres[p.centre].push_back(&p);
    std::map<std::uint32_t, int> arm_of;
    for (const auto& [centre, people] : centres) {
        std::vector<int> strata;
        for (const auto* p : people)
            strata.push_back(p->stratum);
        const auto arms = allocate(strata, d.ratio, d.seed, static_cast<std::uint32_t>(centre));
        for (std::size_t k = 0; k < people.size(); ++k)
            arm_of[people[k]->index] = arms[k];
    }
    People out;
    for (const auto& p : c.people)
        if (arm_of.at(p.index) == p.arm)
            out.push_back(&p);
    return out;
}

} // namespace

std::vector<IndividualEffects> individual_effects(const Design& d, const TrialCohort& c, const Endpoint& e) {
    expects(e.kind == scenario::TrialEndpoint::Kind::score, "effects in persons are of scores");
    if (!d.counterfactual)
        return {};
    auto differences = true_differences(d, e, c);
    const auto seen = ancova(ScoreData(d, e, as_randomised(d, c)).data);
    std::vector<IndividualEffects> out;
    for (std::size_t a = 1; a < d.arms.size(); ++a) {
        auto& one = out.emplace_back();
        one.arm = d.arms[a].name;
        one.differences = std::move(differences[a - 1]);
        const auto m = moments_of(one.differences);
        one.mean = m.count > 0 ? m.mean : std::nan("");
        one.sd = m.count > 1 ? std::sqrt(m.variance()) : std::nan("");
        one.failure = seen.failure;
        if (seen.failure.empty())
            one.seen = seen.differences[a - 1];
    }
    return out;
}

} // namespace rewire::trial
