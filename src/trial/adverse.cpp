#include "trial/adverse.hpp"

#include <map>

#include "base/error.hpp"
#include "trial/arm_plan.hpp"

namespace rewire::trial {

Severity severity_of(const simulate::Felt& event) {
    return event.worst >= severe_from     ? Severity::severe
           : event.worst >= moderate_from ? Severity::moderate
                                          : Severity::mild;
}

const std::string& treatment_of(const Design& d, const Participant& p, const simulate::Felt& event) {
    const auto& plan = d.arms[static_cast<std::size_t>(p.arm)].calendar;
    const auto own = phrases(plan);
    const bool rescue = event.phrase >= own; // it stands behind the plan's own phrases
    expects(!rescue || d.rescue, "what was felt is of the plan or of rescue");
    const auto& c = rescue ? d.rescue->calendar : plan;
    const auto phrase = rescue ? event.phrase - own : event.phrase;
    const model::Course* of = nullptr;
    for (const auto& course : c.courses) // a placebo is a later step of the drug whose place it takes
        if (course.phrase == phrase && (!of || (!rescue && course.start <= event.from + d.begins())))
            of = &course;
    expects(of != nullptr, "what was felt is of a course of the plan");
    return c.treatments[of->treatment].name;
}

std::vector<ArmAdverse> adverse_of(const Design& d, const TrialCohort& c) {
    std::vector<ArmAdverse> out(d.arms.size());
    std::vector<std::map<std::string, AdverseCount>> treatments(d.arms.size());
    for (const auto& p : c.people) {
        auto& arm = out[static_cast<std::size_t>(p.arm)];
        ++arm.people;
        arm.any += !p.felt.empty();
        for (const auto& f : p.felt) {
            const auto& name = treatment_of(d, p, f);
            auto& count = treatments[static_cast<std::size_t>(p.arm)][name];
            const auto severity = severity_of(f);
            ++count.people;
            count.mild += severity == Severity::mild;
            count.moderate += severity == Severity::moderate;
            count.severe += severity == Severity::severe;
            count.stopped += f.stopped != 0;
            count.feared += f.feared > 0.5;
        }
    }
    for (std::size_t a = 0; a < out.size(); ++a)
        for (auto& [name, count] : treatments[a]) {
            count.treatment = name;
            out[a].treatments.push_back(std::move(count));
        }
    return out;
}

} // namespace rewire::trial
