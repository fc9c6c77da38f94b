#include "trial/rank_design.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/error.hpp"

namespace rewire::trial {
namespace {

using scenario::PersonFile;

int day_of(double week) { return static_cast<int>(std::lround(week * 7)); }

// The treatment that does nothing of its own, for candidates of a kind.
constexpr std::string_view pill = "placebo_pill", waiting = "waiting_list";

class Builder {
public:
    Builder(const PersonFile& file, const life::LifeModel& model, const model::MedicineFiles& medicine)
        : file_(file), model_(model), medicine_(medicine), problems_(file.problems) {}

    RankDesign build(bool controls) {
        d_.name = file_.name;
        d_.instrument = file_.instrument.value;
        d_.people = file_.people;
        d_.seed = file_.seed;
        d_.now = day_of(file_.now);
        d_.day = day_of(file_.week);
        fail_if_wrong(); // names mean nothing to the catalogue yet
        for (const auto& p : file_.persons)
            group_of(p);
        fail_if_wrong();
        check_outcome();
        for (std::size_t k = 0; k < file_.persons.size(); ++k)
            d_.persons.push_back(person(file_.persons[k], of_[k]));
        candidates();
        fail_if_wrong();
        if (controls)
            hold_against();
        fail_if_wrong();
        return std::move(d_);
    }

private:
    void fail_if_wrong() {
        if (problems_.empty())
            return;
        std::ranges::stable_sort(problems_, {}, &Problem::line);
        throw InputError(problems_);
    }
    // Persons share the catalogue, the population and the candidates: what is wrong with those is told once.
    model::Calendar calendar(const scenario::Scenario& s) {
        try {
            return model::make_calendar(s, model_, medicine_);
        } catch (const InputError& e) {
            for (const auto& p : e.problems())
                if (std::ranges::none_of(problems_, [&](const Problem& q) {
                        return q.file == p.file && q.line == p.line && q.column == p.column && q.what == p.what;
                    }))
                    problems_.push_back(p);
            return {};
        }
    }
    void group_of(const scenario::KnownPerson& p) {
        for (std::size_t k = 0; k < of_.size(); ++k)
            if (file_.persons[k].alike(p)) {
                of_.push_back(of_[k]);
                return;
            }
        std::vector<double> weeks{0};
        std::vector<scenario::Section::Text> read{file_.instrument};
        for (const auto& other : file_.persons) {
            for (const auto& v : other.visits) {
                if (other.alike(p) &&
                    std::ranges::none_of(weeks, [&](double w) { return day_of(w) == day_of(v.week); }))
                    weeks.push_back(v.week);
                for (const auto& r : v.readings)
                    if (std::ranges::none_of(read, [&](const auto& t) { return t.value == r.instrument.value; }))
                        read.push_back(r.instrument);
            }
        }
        std::ranges::sort(weeks);
        of_.push_back(d_.groups.size());
        d_.groups.push_back({calendar(file_.known_life(p, weeks, read)), {}});
        like_.push_back(&p);
    }
    void check_outcome() {
        const auto& known = d_.groups.front().known;
        const auto* i = find(known, file_.instrument.value);
        if (!i || !i->outcome) {
            problems_.push_back(file_.problem(
                file_.instrument, fmt::format("take a scale on which less is better and a response is defined, such as "
                                              "\"gad7\", \"phq9\" or \"hamd\"; of {} that is not known",
                                              file_.instrument.value)));
            return;
        }
        d_.primary = static_cast<std::size_t>(i - known.instruments.data());
    }
    static const model::Instrument* find(const model::Calendar& c, std::string_view name) {
        const auto at = std::ranges::find(c.instruments, name, &model::Instrument::name);
        return at == c.instruments.end() ? nullptr : &*at;
    }
    RankedPerson person(const scenario::KnownPerson& p, std::size_t group) {
        RankedPerson out{p.name.value, group, {}, {}};
        const auto& c = d_.groups[group].known;
        for (const auto& v : p.visits)
            for (const auto& r : v.readings) {
                const auto* i = find(c, r.instrument.value);
                const auto at = std::ranges::find(c.visits, day_of(v.week));
                if (!i || at == c.visits.end()) {
                    problems_.push_back(file_.problem(r.instrument,
                                                      "give each measure of the battery by its own name; "
                                                      "a battery has no number of its own"));
                    continue;
                }
                doubt(r, *i, *at, c);
                out.readings.push_back({static_cast<std::size_t>(at - c.visits.begin()),
                                        static_cast<std::size_t>(i - c.instruments.data()), r.value});
                if (*at == 0 && i->name == d_.instrument)
                    out.start = r.value;
            }
        return out;
    }
    // What nobody can have noted.
    void doubt(const scenario::Reading& r, const model::Instrument& i, int day, const model::Calendar& c) {
        const auto wrong = [&](std::string what) { problems_.push_back(file_.problem(r.instrument, std::move(what))); };
        if (!(r.value >= i.low && r.value <= i.high))
            return wrong(
                fmt::format("{} is noted from {:g} to {:g} {}, not as {:g}", i.name, i.low, i.high, i.unit, r.value));
        if (i.whole && r.value != std::round(r.value))
            return wrong(fmt::format("{} is noted in whole points, not as {:g}", i.name, r.value));
        if (!weighs(i))
            return wrong(
                fmt::format("leave {} out; how far its readings scatter is not known, so that nothing can be "
                            "weighed by it",
                            i.name));
        for (const auto& rule : c.inclusion)
            if (day == 0 && rule.instrument.name == i.name && !(r.value >= rule.low && r.value <= rule.high))
                wrong(fmt::format("take another population; in {} a {} from {:g} to {:g} is enrolled, not one of {:g}",
                                  c.population, i.name, rule.low, rule.high, r.value));
    }
    void candidates() {
        for (const auto& c : file_.candidates) {
            RankArm arm{c.name.value, true, false, {}};
            for (std::size_t g = 0; g < d_.groups.size(); ++g) {
                d_.groups[g].lives.push_back(screened(calendar(file_.candidate_life(*like_[g], c))));
                const auto& life = d_.groups[g].lives.back();
                for (const auto& course : life.courses)
                    if (course.end > d_.now && life.treatments[course.treatment].drug)
                        arm.drug = arm.drug || life.treatments[course.treatment].name != pill;
            }
            d_.arms.push_back(std::move(arm));
        }
    }
    static model::Calendar screened(model::Calendar c) {
        c.inclusion.clear();
        return c;
    }
    // A candidate that is nothing but this, begun now.
    std::optional<std::size_t> already(std::string_view name) const {
        for (std::size_t k = 0; k < file_.candidates.size(); ++k) {
            const auto& c = file_.candidates[k];
            const bool same = std::ranges::all_of(c.treatments, [&](const auto& t) { return t.main.name == name; });
            if (!c.keeps && same && (!c.treatments.empty() || name == waiting))
                return k;
        }
        return {};
    }
    // Drugs against a pill that holds none, all else against waiting.
    void hold_against() {
        for (const bool drug : {false, true}) {
            const auto name = drug ? pill : waiting;
            auto control = already(name);
            const auto wants = [&](std::size_t k) { return d_.arms[k].drug == drug && control != k; };
            const auto n = file_.candidates.size();
            bool wanted = false;
            for (std::size_t k = 0; k < n; ++k)
                wanted = wanted || wants(k);
            if (!wanted)
                continue;
            if (!control) {
                scenario::Candidate c;
                scenario::Phrase p;
                p.main.name = name;
                p.main.duration = (d_.day - d_.now) * day_length;
                c.treatments.push_back(std::move(p));
                for (std::size_t g = 0; g < d_.groups.size(); ++g)
                    d_.groups[g].lives.push_back(screened(calendar(file_.candidate_life(*like_[g], c))));
                control = d_.arms.size();
                d_.arms.push_back({std::string(name), false, drug, {}});
            }
            for (std::size_t k = 0; k < n; ++k)
                if (wants(k))
                    d_.arms[k].control = control;
        }
    }

    const PersonFile& file_;
    const life::LifeModel& model_;
    const model::MedicineFiles& medicine_;
    std::vector<Problem> problems_;
    RankDesign d_;
    std::vector<std::size_t> of_;                    // the group of each person
    std::vector<const scenario::KnownPerson*> like_; // of each group, one of them
};

} // namespace

std::size_t RankDesign::candidates() const {
    return static_cast<std::size_t>(std::ranges::count_if(arms, &RankArm::candidate));
}
std::size_t RankDesign::visit_of_week_0(const RankGroup& group) const {
    return static_cast<std::size_t>(std::ranges::find(group.known.visits, 0) - group.known.visits.begin());
}

RankDesign rank_design(const scenario::PersonFile& file, const life::LifeModel& model,
                       const model::MedicineFiles& medicine, bool controls) {
    return Builder(file, model, medicine).build(controls);
}

} // namespace rewire::trial
