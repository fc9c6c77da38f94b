// A trial of four made-up people with known answers, of whom nobody has lived.
#pragma once
#include <cmath>
#include <string>

#include "model/template_life.hpp"
#include "trial/analysis.hpp"

namespace rewire::made_up_trial {

inline trial::Design design(const std::string& head = "", const std::string& file = "t.toml") {
    const std::string strata = head.find("counterfactual") == head.npos ? "strata = [\"sex\", \"phq9 >= 16\"]\n" : "";
    return trial::design_of(
        scenario::read_trial("[trial]\nname = \"a trial\"\npeople = 4\nfrom = \"mdd_outpatient\"\nseed = 7\n" + head +
                                 strata +
                                 "[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = \"drug, \\\"50\\\" "
                                 "mg\"\ntreatments = [\"sertraline 50 mg daily for 4 weeks\"]\n[visits]\nweeks = [0, "
                                 "2, 4]\nwindow = \"3 d\"\ninstruments = [\"hamd\", \"phq9\", \"cortisol_evening\"]\n"
                                 "[[endpoint]]\nname = \"HAM-D, last\"\n[[endpoint]]\nname = \"response\"\nkind = "
                                 "\"response\"\nestimand = \"composite\"\n[[endpoint]]\nname = \"well\"\nkind = "
                                 "\"time to event\"\nevent = \"hamd <= 9\"\n",
                             file),
        testing::template_life(), {});
}

inline trial::Participant person(std::uint32_t index, int arm, double start, double step) {
    trial::Participant p;
    p.index = index;
    p.arm = arm;
    p.who = {30.25 + index, index % 2 == 1};
    p.scores = p.truth = Matrix(3, 3);
    for (std::size_t v = 0; v < 3; ++v)
        for (std::size_t k = 0; k < 3; ++k) {
            p.scores(v, k) = start - step * static_cast<double>(v) + (k == 2 ? 0.125 : 0);
            p.truth(v, k) = p.scores(v, k) + 0.3;
        }
    p.days = {0, 13, 30};
    p.seen = 3;
    return p;
}
// The first was seen to the end; the second stopped the drug on day 10; the third came no more after week 2; the
// numbers of the fourth broke. The drug is the second arm's.
inline trial::TrialCohort cohort() {
    trial::TrialCohort c;
    c.people = {person(4, 0, 20, 2), person(7, 1, 24, 8), person(9, 1, 18, 5), person(1200, 0, 22, 1)};
    c.people[1].stops = {{0, 10}};
    c.people[1].felt = {
        {.phrase = 0, .from = 2, .to = 10, .days = 7, .worst_day = 9, .stopped = 1, .worst = 0.5, .feared = 0.25}};
    c.people[1].stratum = 3;
    c.people[2].seen = 2;
    c.people[3].centre = 1;
    c.people[3].seen = 1;
    c.people[3].failure = "no rest";
    return c;
}
// Everyone under both arms.
inline trial::TrialCohort both_arms() {
    trial::TrialCohort c;
    for (const std::uint32_t index : {3U, 5U})
        for (const int arm : {0, 1})
            c.people.push_back(person(index, arm, 20, 2 + 3 * arm));
    return c;
}

} // namespace rewire::made_up_trial
