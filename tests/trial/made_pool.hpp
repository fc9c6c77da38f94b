// A pool of made-up people with normal scores: nobody has to live for it.
#pragma once
#include <cmath>
#include <string>

#include "model/template_life.hpp"
#include "trial/replicates.hpp"

namespace rewire::testing {

// Two arms, visits in weeks 0, 4, 8 and 12; the first instrument without bounds and whole points, its rating noise 2.
inline trial::Design made_design(const std::string& endpoints, const std::string& conduct = "",
                                 const std::string& head = "") {
    const std::string text =
        "[trial]\npeople = 120\nseed = 5\nfrom = \"mdd_outpatient\"\n" + head +
        "[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = \"CBT\"\ntreatments = [\"cbt 50 min weekly for "
        "12 weeks\"]\n[visits]\nweeks = [0, 4, 8, 12]\ninstruments = [\"hamd\"]\n" +
        conduct + endpoints;
    auto d = trial::design_of(scenario::read_trial(text, "t.toml"), template_life(), {});
    d.screening.inclusion.clear();
    for (auto& arm : d.arms) {
        auto& i = arm.calendar.instruments[0];
        i.whole = false;
        i.low = -1e6;
        i.high = 1e6;
        i.between = i.site = 0;
        i.by = {};
        i.noise = 2;
    }
    return d;
}

// Week 0: 24 ± 4. Then everyone falls along a line to 14 + 0.5 (start - 24) ± 4 in week 12, in the second arm by
// `effect` further, ± `varies` from person to person.
inline trial::TrialCohort made_cohort(std::size_t people, double effect, double varies = 2, std::uint64_t seed = 1) {
    trial::TrialCohort out;
    for (std::size_t k = 0; k < people; ++k) {
        const model::Luck luck(seed, static_cast<std::uint32_t>(k));
        const double start = 24 + 4 * luck.normal("start"), end = 14 + 0.5 * (start - 24) + 4 * luck.normal("end");
        for (int a = 0; a < 2; ++a) {
            auto& p = out.people.emplace_back();
            p.index = static_cast<std::uint32_t>(k);
            p.arm = a;
            p.who.woman = k % 2 == 0;
            p.seen = 4;
            p.days = {0, 28, 56, 84};
            p.read = Matrix(4, 1);
            const double last = end + a * (effect + varies * luck.normal("effect"));
            for (std::size_t v = 0; v < 4; ++v)
                p.read(v, 0) = start + (last - start) * static_cast<double>(v) / 3;
            p.scores = p.truth = p.read;
        }
    }
    return out;
}

} // namespace rewire::testing
