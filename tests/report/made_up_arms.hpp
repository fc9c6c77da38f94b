// A made-up trial of any arms whose numbers are known: nobody has lived it.
#pragma once
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "model/template_life.hpp"
#include "report/trial_page.hpp"

namespace rewire::made_up_arms {

inline std::string trial_text(const std::vector<std::string>& arms, bool counterfactual) {
    std::string out =
        "[trial]\nname = 'a trial <of> \"many\" & few'\npeople = 60\ncentre = 30\nseed = 2\n"
        "from = \"mdd_outpatient\"\n";
    out += counterfactual ? "allocation = \"counterfactual\"\n" : "strata = [\"sex\"]\n";
    for (std::size_t a = 0; a < arms.size(); ++a)
        out += fmt::format("[[arm]]\nname = '{}'\ntreatments = [{}]\n", arms[a],
                           a == 1 ? "\"sertraline 50 mg daily for 8 weeks\"" : "");
    return out +
           "[visits]\nweeks = [0, 2, 4, 8]\nwindow = \"3 d\"\ninstruments = [\"hamd\", \"phq9\"]\n[conduct]\n"
           "dropout = \"20 % by week 8\"\nmissing = \"MAR\"\n"
           "[[endpoint]]\nname = \"HAM-D at week 8\"\n"
           "[[endpoint]]\nname = \"PHQ-9 had nobody stopped\"\nmeasure = \"phq9\"\nestimand = \"hypothetical\"\n"
           "[[endpoint]]\nname = \"response\"\nkind = \"response\"\nestimand = \"composite\"\n"
           "[[endpoint]]\nname = \"well\"\nkind = \"time to event\"\nevent = \"phq9 <= 16 at two visits in a row\"\n";
}

// Person k of an arm: a start that depends on k, a gain that depends on k and the arm; some leave, some stop.
inline trial::Participant made_up(const trial::Design& d, std::size_t k, int arm) {
    trial::Participant p;
    p.index = static_cast<std::uint32_t>(k);
    p.centre = k / 30;
    p.arm = arm;
    p.who.woman = std::sin(1.3 * static_cast<double>(k)) > 0;
    p.who.age = 25 + 0.7 * static_cast<double>(k);
    p.stratum = d.strata.empty() || p.who.woman ? 0 : 1;
    const std::size_t visits = d.weeks.size();
    p.scores = Matrix(visits, 2);
    p.truth = Matrix(visits, 2);
    for (std::size_t v = 0; v < visits; ++v) {
        const double start = 18 + static_cast<double>(k % 9), noise = std::sin(7.1 * static_cast<double>(k + 3 * v));
        const double gain = (1.2 + 0.9 * arm + 0.05 * static_cast<double>(k % 7)) * static_cast<double>(v);
        for (std::size_t i = 0; i < 2; ++i) {
            p.truth(v, i) = start - gain * (1 + 0.2 * static_cast<double>(i));
            p.scores(v, i) = p.truth(v, i) + 2 * noise;
        }
        p.days.push_back(static_cast<int>(7 * d.weeks[v]));
    }
    p.seen = k % 7 == 5 ? 1 + k % 3 : visits;
    if (arm == 1 && k % 10 == 1)
        p.stops = {{0, 20}};
    if (k == 17)
        p.failure = "a number broke";
    return p;
}

struct MadeTrial {
    trial::Design design;
    trial::TrialCohort cohort;
    std::vector<trial::Found> found;
    trial::Subgroups subgroups;
    report::TrialReport report;
    explicit MadeTrial(const std::vector<std::string>& arms, bool counterfactual = false)
        : design(trial::design_of(scenario::read_trial(trial_text(arms, counterfactual), "t.toml"),
                                  testing::template_life(), {})) {
        for (std::size_t k = 0; k < design.people; ++k)
            for (std::size_t a = 0; a < arms.size(); ++a)
                if (counterfactual || k % arms.size() == a)
                    cohort.people.push_back(made_up(design, k, static_cast<int>(a)));
        cohort.flow = {.assessed = 83, .enrolled = 60, .failed = 2, .excluded = {21}};
        found = trial::analyse(design, cohort);
        subgroups = trial::subgroups_of(design, cohort, found);
        report.design = &design;
        report.cohort = &cohort;
        report.found = &found;
        report.subgroups = &subgroups;
        report.file = "made_up";
        report.brain = "a brain";
        report.provenance = {"0.1.0", "2", "00ff", "Apache-2.0", "rewire trial made_up.toml"};
    }
    MadeTrial(const MadeTrial&) = delete;
    std::string html() const { return report::trial_page(report).html(report.provenance); }
};

} // namespace rewire::made_up_arms
