#include "trial/comparison.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "base/parallel.hpp"
#include "life/wiring.hpp"
#include "trial/distributions.hpp"
#include "trial/moments.hpp"

namespace rewire::trial {
namespace {

using Numbers = std::vector<double>;
using Crowd = std::vector<const simulate::Person*>; // those who live in every arm, in the order of their numbers

// What of two arms is there of each person in both.
struct Pairs {
    Numbers arm, reference, differences;
    Pairs(std::span<const double> a, std::span<const double> b) {
        expects(a.size() == b.size(), "numbers of two arms are of the same people");
        for (std::size_t k = 0; k < a.size(); ++k)
            if (!std::isnan(a[k]) && !std::isnan(b[k])) {
                arm.push_back(a[k]);
                reference.push_back(b[k]);
                differences.push_back(a[k] - b[k]);
            }
    }
};
double sd_of(const Moments& m) { return m.count > 1 ? std::sqrt(std::max(0.0, m.variance())) : none; }

Difference difference_of(Numbers differences) {
    Difference d;
    const auto m = moments_of(differences);
    d.people = m.count;
    if (m.count == 0)
        return d;
    d.mean = m.mean;
    d.sd = sd_of(m);
    std::ranges::sort(differences);
    d.p05 = simulate::quantile_of(differences, 0.05);
    d.p95 = simulate::quantile_of(differences, 0.95);
    if (m.count < 2)
        return d;
    const double n = static_cast<double>(m.count);
    const double half = d.sd == 0 ? 0 : t_quantile(0.975, n - 1) * d.sd / std::sqrt(n);
    d.low = d.mean - half;
    d.high = d.mean + half;
    return d;
}

// "a", "a and b"
std::string listed(const std::vector<std::string>& all) { return fmt::format("{}", fmt::join(all, " and ")); }
std::string weeks_of(const std::vector<int>& days) {
    std::vector<std::string> weeks;
    for (const int d : days)
        weeks.push_back(fmt::format("{:g}", std::round(d / 7.0 * 100) / 100));
    return fmt::format("{}", fmt::join(weeks, ", "));
}

void expect_same_people(const LivedArm& a, const LivedArm& b) {
    if (a.seed != b.seed)
        throw InputError(b.source,
                         fmt::format("run it again with --seed {}; it was lived with seed {}, and {} with seed "
                                     "{}, so that their people have other luck",
                                     a.seed, b.seed, a.source, a.seed));
    auto differs = scenario::differences_of_people(*a.scenario, *b.scenario);
    if (differs.empty() && a.calendar->first != b.calendar->first)
        differs.emplace_back("life in [history] (or a visit before it)");
    if (!differs.empty())
        throw InputError(b.source,
                         fmt::format("give it the same {} as {} has; only the same people under two plans can "
                                     "be compared person by person",
                                     listed(differs), a.source));
    if (a.calendar->given_brains != b.calendar->given_brains)
        throw InputError(b.source,
                         fmt::format("give it the same connectomes as {} has; its people have other brains", a.source));
}
bool same_settings(const model::Calendar& a, const model::Calendar& b) {
    return std::ranges::equal(a.settings, b.settings, [](const auto& x, const auto& y) {
        return x.mechanism == y.mechanism && x.parameter == y.parameter && x.si == y.si;
    });
}

std::size_t instrument_of(const model::Calendar& c, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(c.instruments, name, &model::Instrument::name) -
                                    c.instruments.begin());
}
std::size_t visit_of(const model::Calendar& c, int day) {
    return static_cast<std::size_t>(std::ranges::find(c.visits, day) - c.visits.begin());
}

void match_instruments(std::span<const LivedArm> arms, Frame& f) {
    std::set<std::string> others;
    for (const auto& arm : arms)
        for (const auto& i : arm.calendar->instruments) {
            const bool all = std::ranges::all_of(arms, [&](const LivedArm& one) {
                return instrument_of(*one.calendar, i.name) < one.calendar->instruments.size();
            });
            if (!all)
                others.insert(i.name);
            else if (&arm == arms.data())
                f.instruments.push_back(i.name);
        }
    if (f.instruments.empty())
        throw InputError(
            arms.back().source,
            fmt::format("read at its visits what {} reads: {}; no instrument is read in every arm", arms.front().source,
                        fmt::join(names_in(arms.front().calendar->instruments), ", ")));
    for (const auto& name : others)
        f.notes.push_back(fmt::format("{} is not read in every arm; it is left out.", name));
}
void match_visits(std::span<const LivedArm> arms, Frame& f) {
    std::set<int> others;
    for (const auto& arm : arms)
        for (const int day : arm.calendar->visits) {
            const bool all = std::ranges::all_of(
                arms, [&](const LivedArm& one) { return visit_of(*one.calendar, day) < one.calendar->visits.size(); });
            if (!all)
                others.insert(day);
            else if (&arm == arms.data())
                f.visits.push_back(day);
        }
    if (f.visits.empty())
        throw InputError(arms.back().source, fmt::format("give it a visit in a week in which {} has one ({}); no visit "
                                                         "is in every arm",
                                                         arms.front().source, weeks_of(arms.front().calendar->visits)));
    if (!others.empty())
        f.notes.push_back(fmt::format("Not every arm has a visit in {} {}; {} left out.",
                                      others.size() == 1 ? "week" : "weeks", weeks_of({others.begin(), others.end()}),
                                      others.size() == 1 ? "it is" : "they are"));
}

// One number of each person.
template <class Read>
Numbers numbers_of(const Crowd& people, const Read& read) {
    Numbers out;
    out.reserve(people.size());
    for (const auto* p : people)
        out.push_back(read(*p));
    return out;
}
template <class M>
double there(const M& m, std::size_t row, std::size_t column) { // who failed at once has no numbers
    return row < m.rows() && column < m.cols() ? static_cast<double>(m(row, column)) : none;
}

// Finds everything of two or more arms; `crowds`: the same people of each.
class Comparing {
public:
    Comparing(const life::LifeModel& model, std::span<const LivedArm> arms, std::vector<Crowd> crowds, Comparison& out)
        : model_(model), arms_(arms), crowds_(std::move(crowds)), out_(out) {}
    void visits() {
        const auto& f = out_.frame;
        const std::size_t n = out_.people.size(), measures = f.instruments.size();
        for (std::size_t a = 0; a < arms_.size(); ++a) {
            auto& m = out_.readings.emplace_back(n * f.visits.size(), measures, none);
            for (std::size_t p = 0; p < n; ++p)
                for (std::size_t v = 0; v < f.visits.size(); ++v)
                    for (std::size_t i = 0; i < measures; ++i)
                        m(p * f.visits.size() + v, i) = there(crowds_[a][p]->visits, visit_of(calendar(a), f.visits[v]),
                                                              instrument_of(calendar(a), f.instruments[i]));
        }
        const auto of = [&](std::size_t a, std::size_t v, std::size_t i) {
            Numbers out;
            for (std::size_t p = 0; p < n; ++p)
                out.push_back(out_.reading(a, p, v, i));
            return out;
        };
        for (std::size_t a = 1; a < arms_.size(); ++a) {
            auto& list = out_.at_visits.emplace_back();
            for (std::size_t v = 0; v < f.visits.size(); ++v)
                for (std::size_t i = 0; i < measures; ++i)
                    list.push_back(paired(of(a, v, i), of(0, v, i)));
        }
    }
    void days() {
        const auto& f = out_.frame;
        const auto count = static_cast<std::size_t>(f.last - f.first + 1);
        for (std::size_t i = 0; i < f.instruments.size(); ++i) {
            if (!calendar(0).instruments[instrument_of(calendar(0), f.instruments[i])].daily())
                continue;
            auto& d = out_.days.emplace_back();
            d.instrument = i;
            d.arms.assign(arms_.size(), std::vector<simulate::Spread>(count));
            d.differences.assign(arms_.size() - 1, std::vector<Difference>(count));
            parallel_for(count, [&](std::size_t t) {
                const auto of = [&](std::size_t a) {
                    const auto row = static_cast<std::size_t>(f.first - calendar(a).first) + t;
                    const auto column = instrument_of(calendar(a), f.instruments[i]);
                    return numbers_of(crowds_[a],
                                      [&](const simulate::Person& p) { return there(p.days, row, column); });
                };
                const auto reference = of(0);
                d.arms[0][t] = simulate::spread_of(reference);
                for (std::size_t a = 1; a < arms_.size(); ++a) {
                    const auto mine = of(a);
                    d.arms[a][t] = simulate::spread_of(mine);
                    d.differences[a - 1][t] = difference(mine, reference);
                }
            });
        }
    }
    void brains() {
        const auto response = std::ranges::find(model_.readouts, life::Readout::Kind::response, &life::Readout::kind);
        out_.activity = response == model_.readouts.end() ? 0 : response->activity;
        std::vector<std::size_t> columns;
        const auto signals = model_.wiring->body->signals();
        for (const auto& r : model_.readouts)
            for (std::size_t k = 0; k < signals.size() && !r.title.empty(); ++k)
                if (signals[k].name == r.name) {
                    out_.circuits.emplace_back(r.name, r.title);
                    columns.push_back(k);
                }
        const auto day = [&](std::size_t a) { return static_cast<std::size_t>(last() - calendar(a).first); };
        for (std::size_t a = 1; a < arms_.size(); ++a) {
            auto& pathways = out_.pathways.emplace_back();
            for (std::size_t k = 0; k < model_.pathways.size(); ++k)
                pathways.push_back(difference_in(
                    a, [&](std::size_t arm, const simulate::Person& p) { return there(p.pathways, day(arm), k); }));
            auto& answers = out_.answers.emplace_back();
            for (const auto k : columns) {
                const auto read = [&](std::size_t arm) {
                    return numbers_of(crowds_[arm],
                                      [&](const simulate::Person& p) { return there(p.signals, day(arm), k); });
                };
                answers.push_back(paired(read(a), read(0)));
            }
            auto& regions = out_.regions.emplace_back();
            for (std::size_t k = 0; k < model_.network.size(); ++k)
                regions.push_back(difference_in(a, [&](std::size_t arm, const simulate::Person& p) {
                    return there(p.rates, visit_of(calendar(arm), last()) * model_.activities.size() + out_.activity,
                                 k);
                }));
        }
    }

private:
    const model::Calendar& calendar(std::size_t arm) const { return *arms_[arm].calendar; }
    int last() const { return out_.frame.visits.back(); }
    template <class Read>
    Difference difference_in(std::size_t a, const Read& read) const {
        const auto of = [&](std::size_t arm) {
            return numbers_of(crowds_[arm], [&](const simulate::Person& p) { return read(arm, p); });
        };
        return difference(of(a), of(0));
    }

    const life::LifeModel& model_;
    std::span<const LivedArm> arms_;
    std::vector<Crowd> crowds_;
    Comparison& out_;
};

} // namespace

Difference difference(std::span<const double> arm, std::span<const double> reference) {
    return difference_of(Pairs(arm, reference).differences);
}

PairedScores paired(std::span<const double> arm, std::span<const double> reference) {
    const Pairs pairs(arm, reference);
    PairedScores p;
    static_cast<Difference&>(p) = difference_of(pairs.differences);
    const auto a = moments_of(pairs.arm), b = moments_of(pairs.reference);
    if (p.people > 0) {
        p.arm = a.mean;
        p.reference = b.mean;
        p.arm_sd = sd_of(a);
        p.reference_sd = sd_of(b);
    }
    if (p.people < 2)
        return p;
    const double n = static_cast<double>(p.people),
                 pooled = std::sqrt((p.arm_sd * p.arm_sd + p.reference_sd * p.reference_sd) / 2);
    if (p.sd == 0) { // everybody by the same: nothing is left to chance
        if (pooled > 0)
            p.by_pooled = {p.mean / pooled, p.mean / pooled, p.mean / pooled};
        return p;
    }
    const auto at = noncentrality_interval(p.mean / (p.sd / std::sqrt(n)), n - 1);
    const auto in = [&](double sd) {
        const double scale = p.sd / std::sqrt(n) / sd;
        return Effect{p.mean / sd, at.low * scale, at.high * scale};
    };
    p.by_difference = in(p.sd);
    if (pooled > 0)
        p.by_pooled = in(pooled);
    return p;
}

Frame frame_of(std::span<const LivedArm> arms) {
    expects(arms.size() > 1, "a comparison is of two arms or more");
    Frame f;
    f.first = arms.front().calendar->first;
    f.last = arms.front().calendar->last;
    for (const auto& arm : arms) {
        expect_same_people(arms.front(), arm);
        f.last = std::min(f.last, arm.calendar->last);
        if (!same_settings(*arms.front().calendar, *arm.calendar))
            f.notes.push_back(fmt::format("{} and {} differ in [parameters], not in their plans alone.", arm.name,
                                          arms.front().name));
    }
    match_instruments(arms, f);
    match_visits(arms, f);
    return f;
}

bool Comparison::alike(std::size_t arm) const {
    const auto none_differs = [](const auto& list) {
        return std::ranges::all_of(list, [](const Difference& d) {
            return d.people == 0 || (d.mean == 0 && d.p05 == 0 && d.p95 == 0 && !(d.sd > 0));
        });
    };
    const auto k = arm - 1;
    return none_differs(at_visits[k]) && none_differs(pathways[k]) && none_differs(answers[k]) &&
           none_differs(regions[k]) &&
           std::ranges::all_of(days, [&](const Days& d) { return none_differs(d.differences[k]); });
}

Comparison compare(const life::LifeModel& model, std::span<const LivedArm> arms) {
    Comparison out;
    out.frame = frame_of(arms);
    std::vector<std::map<std::uint32_t, const simulate::Person*>> known;
    for (const auto& arm : arms) {
        out.arms.push_back(arm.name);
        auto& mine = known.emplace_back();
        for (const auto& p : *arm.people)
            mine.emplace(p.index, &p);
    }
    for (const auto& one : known.front())
        if (std::ranges::all_of(known, [&](const auto& arm) { return arm.contains(one.first); }))
            out.people.push_back(one.first);
    if (out.people.empty())
        throw InputError(arms.back().source, fmt::format("let the same people live as in {}; nobody lived in every arm",
                                                         arms.front().source));
    std::vector<Crowd> crowds;
    Hash hash;
    for (const auto& arm : known) {
        auto& crowd = crowds.emplace_back();
        out.alone.push_back(arm.size() - out.people.size());
        auto& failed = out.failed.emplace_back(0);
        for (const auto index : out.people) {
            const auto* p = arm.at(index);
            crowd.push_back(p);
            failed += !p->failure.empty();
            hash.add(p->days.values());
            hash.add(p->visits.values());
        }
    }
    out.hash = hash.value();
    Comparing all(model, arms, std::move(crowds), out);
    all.visits();
    all.days();
    all.brains();
    return out;
}

} // namespace rewire::trial
