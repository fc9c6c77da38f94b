// A small trial whose lead-in, arms and conduct a test words.
#pragma once
#include <string>

#include "model/template_life.hpp"
#include "trial/analysis.hpp"

namespace rewire::trial {

struct Words {
    std::string lead_in = {}, conduct = {}, more = {};
    std::string first = "treatments = []", second = "treatments = [\"sertraline 50 mg daily for 4 weeks\"]";
    std::string instruments = "\"hamd\", \"phq9\"", endpoint = "measure = \"hamd\"\n";
    std::string text() const {
        return "[trial]\npeople = 8\ncentre = 4\nseed = 3\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"one\"\n" +
               first + "\n[[arm]]\nname = \"two\"\n" + second +
               "\n[visits]\nweeks = [0, 2, 4]\nwindow = \"3 d\"\ninstruments = [" + instruments + "]\n" + lead_in +
               (conduct.empty() ? "" : "[conduct]\n" + conduct) + "[[endpoint]]\nname = \"HAM-D\"\n" + endpoint + more;
    }
};
inline Design design_from(const Words& w) {
    return design_of(scenario::read_trial(w.text(), "t.toml"), testing::template_life(), {});
}
inline TrialCohort lived(const Design& d, int threads = 1) {
    return live(d, testing::template_life(), {.threads = threads, .done = {}});
}

} // namespace rewire::trial
