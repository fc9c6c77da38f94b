#include "trial/design.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "base/day.hpp"
#include "base/known.hpp"
#include "trial/design_notes.hpp"

namespace rewire::trial {
namespace {

using scenario::TrialFile;

class Builder : DesignNotes {
public:
    using DesignNotes::DesignNotes;

    Design build() {
        Design d;
        d.name = file_.name;
        d.people = file_.people;
        d.centre = file_.centre;
        d.seed = file_.seed;
        d.start = file_.start.value_or(epoch);
        d.counterfactual = file_.counterfactual;
        d.ratio = file_.ratio.empty() ? std::vector<int>(file_.arms.size(), 1) : file_.ratio;
        d.weeks = file_.weeks;
        d.window = static_cast<int>(std::lround(file_.window / day_length));
        d.asked = file_.problem(file_.from, {});
        for (std::size_t a = 0; a < file_.arms.size(); ++a)
            d.arms.push_back({file_.arms[a].name.value, calendar(file_.scenario(a))});
        if (d.arms.empty() || file_.instruments.empty() || file_.weeks.empty())
            fail();
        screen(d);
        strata(d);
        for (const auto& e : file_.endpoints)
            d.endpoints.push_back(endpoint(e));
        for (std::size_t k = d.endpoints.size(); k-- > 0;)
            if (d.endpoints[k].kind == scenario::TrialEndpoint::Kind::score)
                d.main = d.endpoints[k].measure;
        add_conduct(d, *this);
        if (!problems_.empty())
            fail();
        for (auto& arm : d.arms)
            arm.calendar.inclusion.clear();
        return d;
    }

private:
    void screen(Design& d) {
        auto s = file_.scenario(0);
        s.treatments.clear();
        s.weeks = {0};
        d.screening = calendar(s);
    }
    void strata(Design& d) {
        for (const auto& t : file_.strata) {
            if (t.value == "sex") {
                d.strata.push_back({"female", "male", {}});
                continue;
            }
            const auto rule = scenario::rule_of(t);
            if (!rule) {
                problems_.push_back(file_.problem(
                    t, fmt::format("write \"sex\", or an instrument, a sign and a number, \"phq9 >= 20\"; \"{}\" "
                                   "divides nobody",
                                   t.value)));
                continue;
            }
            if (rule->visits > 1)
                wrong(t, "leave out \"at ... visits\"; strata are of the one visit before people are allocated");
            const auto measure = place(rule->measure, "the stratum");
            double low = -1e300, high = 1e300; // of those who are enrolled
            for (const auto& i : d.screening.inclusion)
                if (!file_.lead_in && measure < instruments_.size() &&
                    i.instrument.name == instruments_[measure].name) {
                    low = i.low;
                    high = i.high;
                }
            expect_divides(*rule, measure, low, high);
            d.strata.push_back({t.value, "not " + t.value, ScoreRule{measure, *rule}});
        }
        if (d.strata.size() > 4)
            problems_.push_back(file_.problem(file_.strata[4],
                                              "at most four strata are expected; blocks would stay "
                                              "unfilled"));
    }
    Endpoint endpoint(const scenario::TrialEndpoint& e) {
        Endpoint out;
        out.name = e.name.value;
        out.kind = e.kind;
        out.estimand = e.estimand;
        if (e.kind == scenario::TrialEndpoint::Kind::time_to_event) {
            if (e.event) {
                out.event = ScoreRule{place(e.event->measure, "the event"), *e.event};
                expect_divides(*e.event, out.event->measure);
            }
            return out;
        }
        out.measure = e.measure.value.empty() ? 0 : place(e.measure, "the endpoint");
        const auto week = e.week.value_or(file_.weeks.back());
        const auto at = std::ranges::find(file_.weeks, week);
        if (out.measure < instruments_.size() && !defines(instruments_[out.measure], e.kind))
            wrong(e.measure.value.empty() ? e.name : e.measure,
                  fmt::format("take kind = \"score\", or another measure; of {} nobody has agreed who is in {}",
                              instruments_[out.measure].name,
                              scenario::TrialEndpoint::kinds()[static_cast<std::size_t>(e.kind)]));
        out.visit = at == file_.weeks.end() ? 0 : static_cast<std::size_t>(at - file_.weeks.begin());
        return out;
    }
};

} // namespace

bool defines(const model::Instrument& i, scenario::TrialEndpoint::Kind what) {
    using Kind = scenario::TrialEndpoint::Kind;
    return what == Kind::remission ? i.outcome && i.outcome->remission : what != Kind::response || i.outcome;
}
std::size_t Design::enrolled_at(std::size_t which) const { return std::min(centre, people - which * centre); }

std::vector<std::string> Design::stratum_names() const {
    std::vector<std::string> out{""};
    for (const auto& s : strata) {
        std::vector<std::string> further;
        for (const auto& before : out)
            for (const auto& level : {s.first, s.second})
                further.push_back(before.empty() ? level : before + ", " + level);
        out = std::move(further);
    }
    if (strata.empty())
        out = {"all"};
    return out;
}

Design design_of(const TrialFile& file, const life::LifeModel& model, const model::MedicineFiles& medicine) {
    return Builder(file, model, medicine).build();
}

std::vector<std::string> warnings_of(const Design& d) {
    std::vector<std::string> out;
    const auto add = [&](const model::Calendar& c) {
        for (const auto& w : c.warnings)
            if (std::ranges::find(out, w) == out.end())
                out.push_back(w);
    };
    for (const auto& arm : d.arms)
        add(arm.calendar);
    if (d.lead_in)
        add(d.screening);
    if (d.rescue)
        add(d.rescue->calendar);
    return out;
}

} // namespace rewire::trial
