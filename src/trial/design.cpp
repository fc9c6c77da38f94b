#include "trial/design.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "base/day.hpp"
#include "base/error.hpp"
#include "base/known.hpp"

namespace rewire::trial {
namespace {

using scenario::TrialFile;

class Builder {
public:
    Builder(const TrialFile& file, const life::LifeModel& model, const model::MedicineFiles& medicine)
        : file_(file), model_(model), medicine_(medicine), problems_(file.problems) {}

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
        d.dropout = file_.dropout;
        for (std::size_t a = 0; a < file_.arms.size(); ++a)
            d.arms.push_back({file_.arms[a].name.value, calendar(file_.scenario(a))});
        if (d.arms.empty() || file_.instruments.empty() || file_.weeks.empty())
            fail();
        screen(d);
        strata(d);
        for (const auto& e : file_.endpoints)
            d.endpoints.push_back(endpoint(e));
        if (!problems_.empty())
            fail();
        for (auto& arm : d.arms)
            arm.calendar.inclusion.clear();
        return d;
    }

private:
    [[noreturn]] void fail() {
        std::ranges::stable_sort(problems_, {}, &Problem::line);
        throw InputError(problems_);
    }
    // Arms share their people, visits and instruments: what is wrong with those is told once.
    model::Calendar calendar(const scenario::Scenario& s) {
        try {
            return model::make_calendar(s, model_, medicine_);
        } catch (const InputError& e) {
            for (const auto& p : e.problems())
                if (std::ranges::none_of(problems_, [&](const Problem& q) {
                        return q.line == p.line && q.column == p.column && q.what == p.what;
                    }))
                    problems_.push_back(p);
            return {};
        }
    }
    void screen(Design& d) {
        auto s = file_.scenario(0);
        s.treatments.clear();
        s.weeks = {0};
        d.screening = calendar(s);
    }
    std::size_t place(const scenario::Section::Text& name, std::string_view what) {
        const auto at = std::ranges::find(file_.instruments, name.value, &scenario::Section::Text::value);
        if (at != file_.instruments.end())
            return static_cast<std::size_t>(at - file_.instruments.begin());
        std::vector<std::string_view> read;
        for (const auto& i : file_.instruments)
            read.push_back(i.value);
        problems_.push_back(file_.problem(
            name, fmt::format("add \"{}\" to the instruments of [visits], or take one that is read there ({}); {} is "
                              "never measured",
                              name.value, fmt::join(read, ", "), what)));
        return 0;
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
            d.strata.push_back({t.value, "not " + t.value, ScoreRule{place(rule->measure, "the stratum"), *rule}});
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
            if (e.event)
                out.event = ScoreRule{place(e.event->measure, "the event"), *e.event};
            return out;
        }
        out.measure = e.measure.value.empty() ? 0 : place(e.measure, "the endpoint");
        const auto week = e.week.value_or(file_.weeks.back());
        const auto at = std::ranges::find(file_.weeks, week);
        out.visit = at == file_.weeks.end() ? 0 : static_cast<std::size_t>(at - file_.weeks.begin());
        return out;
    }

    const TrialFile& file_;
    const life::LifeModel& model_;
    const model::MedicineFiles& medicine_;
    std::vector<Problem> problems_;
};

} // namespace

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

} // namespace rewire::trial
