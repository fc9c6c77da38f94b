#include "simulate/guess.hpp"

#include <algorithm>
#include <cmath>

#include "observe/fit.hpp"

namespace rewire::simulate {
namespace {

bool standardised(const LedgerRow& r) { return r.unit == "sd" && r.kind != "direction"; }
// Numbers that can stand for each other.
bool of_a_kind(const LedgerRow& a, const LedgerRow& b) {
    return standardised(a) && standardised(b) ? true : a.kind == b.kind && (a.kind == "direction" || a.unit == b.unit);
}
// The effect of nothing; 0 where there is no such value.
double neutral_of(const Question& q) {
    const auto* statistic = q.row.kind == "direction" ? nullptr : find_statistic(q.experiment->statistic);
    return statistic && !std::isnan(statistic->neutral) ? statistic->neutral : 0;
}
double sign(double v) { return (v > 0) - (v < 0); }
double median(std::vector<double> v) {
    if (v.empty())
        return 0;
    std::ranges::sort(v);
    const std::size_t k = v.size() / 2;
    return v.size() % 2 == 1 ? v[k] : 0.5 * (v[k - 1] + v[k]);
}
// How far apart in time; what has no time is as far as can be from what has.
double apart(const LedgerRow& a, const LedgerRow& b) {
    if (std::isnan(a.weeks) || std::isnan(b.weeks))
        return std::isnan(a.weeks) && std::isnan(b.weeks) ? 0 : 1e9;
    return std::abs(a.weeks - b.weeks);
}
double effect_of(const Question& q) { return q.row.effect - neutral_of(q); } // beyond that of nothing

} // namespace

std::string_view word_of(RowSort s) {
    constexpr std::string_view words[] = {"interval", "band", "null", "sign"};
    return words[static_cast<std::size_t>(s)];
}
RowSort sort_of(const LedgerRow& r) {
    if (r.kind == "direction")
        return r.effect == 0 ? RowSort::null : RowSort::sign;
    return std::isnan(r.ci_low) ? RowSort::band : RowSort::interval;
}

bool same_experiment(const Question& a, const Question& b) {
    if (!a.experiment || !b.experiment)
        return false;
    const auto &one = *a.experiment, &other = *b.experiment;
    return one.measure == other.measure && one.statistic == other.statistic && one.week == other.week &&
           key_of(one) == key_of(other); // what is cheap to see comes first
}

bool same_source(const LedgerRow& a, const LedgerRow& b) {
    const auto doi = [](const std::string& source) {
        const auto at = source.find("10.");
        return at == std::string::npos ? source : source.substr(at, source.find_first_of(" ;,)", at) - at);
    };
    return doi(a.source) == doi(b.source);
}

std::array<double, guesses.size()> guess(const Question& q, std::span<const Question* const> known) {
    std::vector<double> effects, sizes;
    const Question* nearest = nullptr;
    int most = -1;
    for (const auto* k : known) {
        if (k->row.id == q.row.id || same_experiment(*k, q))
            continue;
        const bool kind = of_a_kind(k->row, q.row), by_sign = q.row.kind == "direction";
        if (kind) {
            effects.push_back(by_sign ? sign(effect_of(*k)) : effect_of(*k));
            sizes.push_back(std::abs(effects.back()));
        }
        if (!kind && !by_sign) // a sign can be told by every number
            continue;
        const int alike = 4 * (k->row.intervention == q.row.intervention) +
                          2 * (k->row.instrument == q.row.instrument) + (k->row.condition == q.row.condition);
        if (alike > most || (alike == most && apart(k->row, q.row) < apart(nearest->row, q.row))) {
            most = alike;
            nearest = k;
        }
    }
    const double nothing = neutral_of(q), known_sign = sign(effect_of(q)), next = nearest ? effect_of(*nearest) : 0;
    if (q.row.kind == "direction")
        return {0, sign(median(effects)), known_sign, sign(next)};
    return {nothing, nothing + median(effects), nothing + known_sign * median(sizes), nothing + next};
}

bool counts(const LedgerRow& r, double guessed) {
    if (sort_of(r) == RowSort::sign)
        return guessed == r.effect;
    const auto aim = aim_of(r);
    return guessed >= aim.low && guessed <= aim.high;
}

double GuessEffects::distance(const std::vector<double>& values) const {
    double sum = 0;
    for (std::size_t k = 0; k < values.size(); ++k)
        sum += std::abs(values[k] - published[k]);
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}
double GuessEffects::correlation(const std::vector<double>& values) const {
    return observe::pearson(values, published);
}
GuessScore GuessTable::all() const {
    GuessScore sum;
    for (const auto& s : sorts) {
        sum.rows += s.rows;
        sum.ours += s.ours;
        for (std::size_t g = 0; g < guesses.size(); ++g)
            sum.inside[g] += s.inside[g];
    }
    return sum;
}

std::string counted_as(const Question& q, std::span<const std::pair<Question, Finding>> rows) {
    if (q.row.source.starts_with("article "))
        return std::string(claimed);
    const bool asked_already =
        q.row.role != "calibration" && std::ranges::any_of(rows, [&](const std::pair<Question, Finding>& other) {
            return other.first.row.role == "calibration" && same_experiment(other.first, q);
        });
    if (asked_already)
        return std::string(repeated);
    if (q.row.role != "calibration")
        for (const auto& [other, finding] : rows) { // the first one counts
            if (other.row.id == q.row.id && other.row.file == q.row.file)
                break;
            if (other.row.role == q.row.role && same_experiment(other, q) && same_source(other.row, q.row))
                return std::string(told_twice);
        }
    return q.row.role;
}

namespace {

// Scores of the rows that `name_of` gives a name, by that name and in the order in which names turn up.
std::vector<GuessTable> tables_by(std::span<const std::pair<Question, Finding>> rows, auto name_of) {
    std::vector<const Question*> known;
    for (const auto& [q, f] : rows)
        if (q.experiment && q.row.role == "calibration")
            known.push_back(&q);
    std::vector<GuessTable> out;
    for (const auto& [q, f] : rows) {
        if (!q.experiment || !f.failure.empty())
            continue;
        const std::string name = name_of(q);
        if (name.empty())
            continue;
        auto at = std::ranges::find(out, name, &GuessTable::role);
        if (at == out.end())
            at = out.insert(out.end(), {.role = name, .sorts = {}, .effects = {}});
        const auto guessed = guess(q, known);
        auto& s = at->sorts[static_cast<std::size_t>(sort_of(q.row))];
        ++s.rows;
        s.ours += f.judgement == Judgement::inside;
        for (std::size_t k = 0; k < guessed.size(); ++k)
            s.inside[k] += counts(q.row, guessed[k]);
        if (!standardised(q.row))
            continue;
        auto& e = at->effects;
        e.published.push_back(q.row.effect);
        e.ours.push_back(f.ours);
        for (std::size_t k = 0; k < guessed.size(); ++k)
            e.guessed[k].push_back(guessed[k]);
    }
    return out;
}

} // namespace

std::vector<GuessTable> guess_tables(std::span<const std::pair<Question, Finding>> rows) {
    return tables_by(rows, [&](const Question& q) {
        const auto name = counted_as(q, rows);
        return name == claimed || name == repeated || name == told_twice ? "" : name;
    });
}

std::vector<GuessTable> transfer_tables(std::span<const std::pair<Question, Finding>> rows) {
    const auto asked = [&](const Question& q) {
        return !q.row.transfer.empty() && counted_as(q, rows) == "validation";
    };
    std::vector<GuessTable> out;
    for (const auto& kind : transfers)
        for (auto& table : tables_by(rows, [&](const Question& q) {
                 return q.row.transfer == kind.first && asked(q) ? std::string(kind.second) : "";
             }))
            out.push_back(std::move(table));
    for (auto& table : tables_by(rows, [&](const Question& q) { return asked(q) ? std::string("all of them") : ""; }))
        out.push_back(std::move(table));
    return out;
}

} // namespace rewire::simulate
