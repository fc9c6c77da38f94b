#include "trial/arm_plan.hpp"

#include <algorithm>

#include "base/day.hpp"
#include "base/error.hpp"

namespace rewire::trial {
namespace {

using model::Course;

bool same_dose(const Course& a, const Course& b) {
    return a.amount == b.amount && a.per_week == b.per_week && a.homework == b.homework && a.strength == b.strength &&
           a.target == b.target;
}
std::size_t first_step(const std::vector<Course>& courses, std::size_t phrase) {
    const auto at = std::ranges::find(courses, phrase, &Course::phrase);
    return static_cast<std::size_t>(at - courses.begin());
}
std::size_t behind_last_step(const std::vector<Course>& courses, std::size_t phrase) {
    auto at = first_step(courses, phrase);
    while (at < courses.size() && courses[at].phrase == phrase)
        ++at;
    return at;
}

} // namespace

void go_on(model::Calendar& c, int begins) {
    for (std::size_t k = 0; k < c.courses.size(); ++k) {
        const auto arm = c.courses[k]; // the first step of a phrase of the arm
        if (arm.start != begins || arm.before > 0 || arm.table)
            continue;
        const auto before = std::ranges::find_if(c.courses, [&](const Course& o) {
            return o.treatment == arm.treatment && o.phrase < arm.phrase && o.end == begins && o.start < begins &&
                   !o.table;
        });
        if (before == c.courses.end())
            continue;
        const auto from = first_step(c.courses, arm.phrase), to = behind_last_step(c.courses, arm.phrase);
        std::vector<Course> steps(c.courses.begin() + static_cast<std::ptrdiff_t>(from),
                                  c.courses.begin() + static_cast<std::ptrdiff_t>(to));
        const auto last = *before;
        const int length = last.end - last.start;
        const auto& t = c.treatments[arm.treatment];
        for (auto& s : steps) {
            s.phrase = last.phrase;
            s.before += last.before + length;
            s.ramped += last.ramped + length * day_length * last.per_week / t.per_week;
        }
        steps.front().seen = steps.front().before;
        auto at = static_cast<std::size_t>(before - c.courses.begin()) + 1;
        c.courses.erase(c.courses.begin() + static_cast<std::ptrdiff_t>(from),
                        c.courses.begin() + static_cast<std::ptrdiff_t>(to));
        if (same_dose(last, steps.front())) {
            auto& one = c.courses[at - 1];
            one.end = steps.front().end;
            one.taper = steps.front().taper;
            one.bend = steps.front().bend;
            steps.erase(steps.begin());
        } else
            c.courses[at - 1].taper = 0;
        c.courses.insert(c.courses.begin() + static_cast<std::ptrdiff_t>(at), steps.begin(), steps.end());
        k = from - 1 + steps.size();
    }
}

std::string give_placebo(model::Calendar& c) {
    const Course* last = nullptr;
    for (const auto& k : c.courses)
        if (c.treatments[k.treatment].substance && !k.table && (!last || k.end + k.taper >= last->end + last->taper))
            last = &k;
    if (!last)
        return "there is no drug in this arm whose place a placebo could take";
    const int ends = last->end + last->taper;
    if (ends >= c.last)
        return "the drug is taken to the last visit, and nothing is left to be replaced";
    const auto pill = std::ranges::find(c.treatments, std::string_view("placebo_pill"), &model::Treatment::name);
    if (pill == c.treatments.end())
        return "the catalogue has no treatment \"placebo_pill\"";
    const auto& drug = c.treatments[last->treatment];
    auto placebo = *pill;
    placebo.contact = drug.contact;
    placebo.visits = drug.visits;
    Course course = *last;
    course.treatment = c.treatments.size();
    course.start = ends;
    course.end = c.last + 1;
    course.amount = course.usual = placebo.measure(placebo.amount).si;
    course.taper = 0;
    course.before = last->before + ends - last->start;
    course.seen = last->seen + ends - last->start;
    const auto at = behind_last_step(c.courses, last->phrase);
    c.treatments.push_back(std::move(placebo));
    c.courses.insert(c.courses.begin() + static_cast<std::ptrdiff_t>(at), course);
    return {};
}

model::Calendar with_courses(const model::Calendar& plan, const model::Calendar& further, int day) {
    auto out = plan;
    const auto next = phrases(plan);
    for (auto c : further.courses) {
        expects(!c.table, "what is added follows no table");
        // Placebos stand behind the catalogue's treatments, so that theirs keep their places.
        expects(c.treatment < plan.treatments.size() &&
                    plan.treatments[c.treatment].name == further.treatments[c.treatment].name,
                "both plans are of one catalogue");
        c.start += day;
        c.end += day;
        c.phrase += next;
        out.courses.push_back(c);
    }
    if (further.reach) {
        out.stimulated = plan.reach ? std::min(plan.stimulated, further.stimulated + day) : further.stimulated + day;
        if (!plan.reach)
            out.reach = further.reach;
    }
    return out;
}

std::size_t phrases(const model::Calendar& plan) {
    std::size_t count = 0;
    for (const auto& c : plan.courses)
        count = std::max(count, c.phrase + 1);
    return count;
}

} // namespace rewire::trial
