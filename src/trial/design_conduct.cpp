#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "simulate/year.hpp"
#include "trial/arm_plan.hpp"
#include "trial/design_notes.hpp"

namespace rewire::trial {
namespace {

using scenario::TrialEndpoint;

// Everybody lives it before the arms; it is read on its last day, which no arm has touched.
void add_lead_in(Design& d, DesignNotes& notes) {
    const auto& file = *notes.file_.lead_in;
    LeadIn out;
    out.days = static_cast<int>(std::lround(file.weeks * 7));
    auto s = notes.file_.scenario(0);
    s.treatments = file.treatments;
    s.weeks = {0, std::max(file.weeks, 1.0)};
    s.said.adherence = file.adherence < 1;
    s.adherence = file.adherence;
    d.screening = notes.calendar(s);
    if (!d.screening.visits.empty())
        d.screening.visits.back() = d.screening.last = out.days - 1;
    for (auto& arm : d.arms) {
        auto& c = arm.calendar;
        c.led_in = out.days;
        c.adherence_led_in = file.adherence;
        go_on(c, out.days);
        if (!c.visits.empty())
            c.visits.front() = out.days - 1;
    }
    const auto& word = file.continue_if.value;
    out.told = word;
    out.measure = d.main;
    if (file.rule) {
        out.goes_on = LeadIn::GoesOn::rule;
        out.rule = file.rule;
        out.measure = notes.place(file.rule->measure, "who goes on");
        notes.expect_divides(*file.rule, out.measure);
    } else if (word == "responder" || word == "remitter") {
        const bool response = word == "responder";
        out.goes_on = response ? LeadIn::GoesOn::responder : LeadIn::GoesOn::remitter;
        if (out.measure < notes.instruments_.size() &&
            !defines(notes.instruments_[out.measure],
                     response ? TrialEndpoint::Kind::response : TrialEndpoint::Kind::remission))
            notes.wrong(file.continue_if,
                        fmt::format("write a rule of a score, \"hamd <= 10\"; of {} nobody has agreed who is a {}",
                                    notes.instruments_[out.measure].name, word));
    }
    d.lead_in = out;
}

void add_rescue(Design& d, DesignNotes& notes) {
    const auto& file = *notes.file_.conduct.rescue;
    auto s = notes.file_.scenario(0);
    auto phrase = file.treatment;
    if (!phrase.main.duration && !d.weeks.empty()) // to the end
        phrase.main.duration = std::max(d.weeks.back(), 1.0) * week_length;
    s.treatments = {phrase};
    s.weeks = d.weeks;
    Rescue out{file.text.value, {notes.place(file.rule.measure, "the rule of rescue"), file.rule}, {}};
    notes.expect_divides(file.rule, out.rule.measure);
    out.calendar = notes.calendar(s);
    d.rescue = std::move(out);
}

} // namespace

void add_conduct(Design& d, DesignNotes& notes) {
    const auto& conduct = notes.file_.conduct;
    d.dropout = conduct.dropout;
    if (notes.file_.lead_in)
        add_lead_in(d, notes);
    if (conduct.rescue)
        add_rescue(d, notes);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        if (const auto& arm = notes.file_.arms[a]; arm.placebo && !d.arms[a].calendar.instruments.empty())
            if (auto why = give_placebo(d.arms[a].calendar); !why.empty())
                notes.wrong(arm.placebo_at,
                            fmt::format("leave placebo out, or let a drug end before the last visit; {}", why));
    if (conduct.raters > 0 && !notes.instruments_.empty() &&
        std::ranges::none_of(notes.instruments_, &model::Instrument::by_clinician))
        notes.wrong(conduct.raters_at,
                    "leave raters out, or read an instrument that a clinician rates, such as hamd; "
                    "people rate themselves on those of [visits]");
    const model::Raters raters{conduct.raters, static_cast<std::uint32_t>(simulate::most_candidates(d.centre))};
    d.screening.raters = raters;
    d.screening.stopping = conduct.stopping;
    for (auto& arm : d.arms) {
        arm.calendar.raters = raters;
        arm.calendar.stopping = conduct.stopping;
    }
}

} // namespace rewire::trial
