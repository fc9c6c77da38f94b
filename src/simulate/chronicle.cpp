#include "simulate/chronicle.hpp"

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "simulate/outcomes.hpp"
#include "simulate/reach.hpp"

namespace rewire::simulate {
namespace {

template <class M>
M rows_of(const M& all, const model::Calendar& c, const KeptDays& kept) {
    M out(kept.size(), all.cols());
    for (std::size_t row = 0; row < kept.size(); ++row)
        std::ranges::copy(all.row(static_cast<std::size_t>(kept.days()[row] - c.first)), out.row(row).begin());
    return out;
}

} // namespace

Chronicle::Chronicle(const life::LifeModel& model, const model::Calendar& c, const model::Luck& luck,
                     std::uint32_t index, const LiveOptions& o, Person& person)
    : model_(model),
      c_(c),
      luck_(luck),
      everything_(o.record),
      keep_(o.of_days),
      pain_(model.wiring->body->find("pain")),
      maps_(maps_of(c.instruments, model)),
      p_(person),
      who_(c.demography.of(luck)),
      stopping_(model, c, luck),
      drugs_(c.exposure(luck)) {
    const std::size_t days = static_cast<std::size_t>(c.last - c.first + 1), n = c.instruments.size(),
                      activities = model.activities.size();
    const float gone = std::nanf("");
    p_ = {};
    p_.index = index;
    p_.visits = Matrix(c.visits.size(), n, std::nan(""));
    p_.days = Matrix(days, n, std::nan(""));
    if (everything_) {
        kept_.emplace(c, keep_);
        p_.signals = Recording(kept_->size(), model.wiring->body->signals().size(), gone);
        p_.pathways = Recording(kept_->size(), model.pathways.size(), gone);
        p_.hours = Recording(days, activities, gone);
        if (keep_ == Keep::days || index < with_rates)
            p_.rates = Recording(c.visits.size() * activities, model.network.size(), gone);
    }
}

life::DayPlan Chronicle::plan(life::Life life, int day) {
    if (c_.reach && day == c_.stimulated && (c_.brains != model::BrainSizes{} || !c_.given_brains.empty()))
        so_far_.reach = reach_of(model_, life, day, luck_, own(true), *c_.reach);
    return c_.day(day, luck_, drugs_, so_far_);
}

void Chronicle::record(life::Life life, int day) {
    if (day == 0)
        for (std::size_t k = 0; k < c_.inclusion.size() && std::isnan(p_.screened_out); ++k) {
            const auto& i = c_.inclusion[k];
            const double score = c_.rated(i.instrument, i.instrument.read(life, drugs_, day), day, luck_, &who_);
            if (!(score >= i.low && score <= i.high)) {
                p_.screened_out = score;
                p_.screened_by = k;
            }
        }
    if (!std::isnan(p_.screened_out))
        return; // nobody is scanned to be sent home
    auto row = p_.days.row(static_cast<std::size_t>(day - c_.first));
    auto visit = std::ranges::lower_bound(c_.visits, day);
    if (visit != c_.visits.end() && *visit != day)
        visit = c_.visits.end();
    for (std::size_t k = 0; k < c_.instruments.size(); ++k)
        if (c_.instruments[k].daily())
            row[k] = c_.instruments[k].read(life, drugs_, day);
    if (visit != c_.visits.end())
        record_visit(life, day, static_cast<std::size_t>(visit - c_.visits.begin()), row);
    if (everything_)
        record_everything(life, day);
    if (stopping_.day(life, day)) {
        so_far_.stops = p_.stops = stopping_.stops();
        drugs_ = c_.exposure(luck_, p_.stops); // as it was until today
    }
}

void Chronicle::finish(std::size_t equilibria) {
    p_.solved = equilibria;
    p_.felt = stopping_.felt();
    Hash h;
    h.add(p_.days.values());
    h.add(p_.visits.values());
    p_.hash = h.value();
    if (!everything_)
        return;
    if (!std::isnan(p_.screened_out)) { // of whom the score alone is told
        p_.days = p_.visits = {};
        p_.signals = p_.pathways = p_.hours = p_.rates = {};
    } else if (keep_ == Keep::visits)
        keep_visits_alone();
}

void Chronicle::keep_visits_alone() {
    p_.relapsed = relapses_of(p_, c_);
    p_.weeks = Matrix(kept_->size(), p_.hours.cols());
    for (std::size_t row = 0; row < kept_->size(); ++row)
        for (std::size_t a = 0; a < p_.hours.cols(); ++a)
            p_.weeks(row, a) = mean_hours(p_.hours, week_before(c_, kept_->days()[row]), a);
    p_.days = rows_of(p_.days, c_, *kept_);
    p_.hours = rows_of(p_.hours, c_, *kept_);
}

void Chronicle::record_visit(life::Life& life, int day, std::size_t v, std::span<double> row) {
    Visit visit(model_, life, day, luck_, own());
    for (std::size_t k = 0; k < c_.instruments.size(); ++k) {
        const auto& i = c_.instruments[k];
        if (!i.daily())
            row[k] = visit.read(i.look);
        p_.visits(v, k) = c_.rated(i, row[k], day, luck_, &who_);
    }
    if (!everything_)
        return;
    const std::size_t n = model_.network.size();
    if (p_.index < with_connectivity && (day == 0 || v + 1 == c_.visits.size())) {
        if (p_.connectivity.empty())
            p_.connectivity = Recording(2 * n, n, std::nanf(""));
        const std::size_t below = v + 1 == c_.visits.size() ? n : 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                p_.connectivity(below + i, j) = static_cast<float>(visit.connectivity()(i, j));
    }
    if (!maps_.empty()) {
        if (p_.maps.empty())
            p_.maps = Recording(c_.visits.size() * maps_.size(), n, std::nanf(""));
        for (std::size_t m = 0; m < maps_.size(); ++m) {
            const auto values = visit.map(maps_[m].look);
            for (std::size_t i = 0; i < n; ++i)
                p_.maps(v * maps_.size() + m, i) = static_cast<float>(values[i]);
        }
    }
    for (std::size_t a = 0; a < model_.activities.size() && !p_.rates.empty(); ++a)
        if (life.hours(a) > 0)
            std::ranges::copy(life.region_rates(a), p_.rates.row(v * model_.activities.size() + a).begin());
}

void Chronicle::record_everything(life::Life& life, int day) {
    const auto known = model_.wiring->body->signals();
    const auto of = [&](std::size_t k) { return static_cast<float>(life.at(k) / known[k].unit.si); };
    p_.hurt = p_.hurt || (pain_ != life::nowhere && of(pain_) > 0);
    const auto t = static_cast<std::size_t>(day - c_.first);
    for (std::size_t a = 0; a < model_.activities.size(); ++a)
        p_.hours(t, a) = static_cast<float>(life.hours(a));
    const auto row = kept_->row(day);
    if (!row)
        return;
    for (std::size_t k = 0; k < known.size(); ++k)
        p_.signals(*row, k) = of(k);
    for (std::size_t k = 0; k < model_.pathways.size(); ++k)
        p_.pathways(*row, k) = static_cast<float>(life.log_weight(k));
}

// Made at the first visit that looks at it.
std::optional<Visit::Own> Chronicle::own(bool needed) {
    const bool given = !c_.given_brains.empty(),
               seen = needed || (everything_ && p_.index < with_connectivity) ||
                      std::ranges::any_of(c_.instruments, [](const auto&i) { return Visit::at_network(i.look); });
    if (!seen || (!given && c_.brains == model::BrainSizes{}))
        return {};
    if (!own_)
        own_ = model::own_brain(model_, c_.brains, luck_, given ? &c_.given_brains.at(p_.index) : nullptr);
    return Visit::Own{*own_, c_.brains};
}

} // namespace rewire::simulate
