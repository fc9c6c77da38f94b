#include "simulate/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"
#include "base/known.hpp"

namespace rewire::simulate {
namespace {

// From the unit of an answer to that of the row: "%" to "1", "1" to "%", days to weeks.
std::optional<double> factor(const std::string& from, const std::string& to) {
    if (from == to)
        return 1;
    const auto a = find_unit(from), b = find_unit(to);
    if (!a || !b || a->dim != b->dim)
        return {};
    return a->si / b->si;
}

} // namespace

std::string_view word_of(Judgement j) {
    constexpr std::string_view words[] = {"inside", "direction only", "outside", "cannot speak", "failed"};
    return words[static_cast<std::size_t>(j)];
}

Aim aim_of(const LedgerRow& r) {
    constexpr double far = std::numeric_limits<double>::infinity();
    if (r.kind == "direction" && r.effect != 0)
        return {r.effect < 0 ? -far : 0, r.effect < 0 ? 0 : far, r.effect < 0 ? "below 0" : "above 0", true};
    if (!std::isnan(r.ci_low))
        return {r.ci_low, r.ci_high, "interval", false};
    return {r.effect - r.band, r.effect + r.band, fmt::format("within {}", format_number(r.band)),
            r.kind == "direction"};
}

Finding judge(const Question& q, const Estimate& answer) {
    Finding f;
    f.people = answer.people;
    f.failure = answer.failure;
    if (!q.experiment)
        return f;
    const auto by =
        q.row.kind == "direction" ? std::optional(1.0) : factor(answer.unit, q.row.unit); // a sign has no unit
    if (f.failure.empty() && !by)
        f.failure = fmt::format("an answer in {} cannot be compared with a row in {}", answer.unit, q.row.unit);
    if (!f.failure.empty()) {
        f.judgement = Judgement::failed;
        return f;
    }
    f.ours = *by * answer.value;
    f.error = *by * answer.error;
    const auto aim = aim_of(q.row);
    const double neutral = find_statistic(q.experiment->statistic)->neutral;
    const double published = q.row.effect - (q.row.kind == "direction" ? 0 : neutral), ours = f.ours - neutral;
    if (!std::isnan(neutral) && published != 0)
        f.right_way = (ours > 0) == (published > 0) && std::abs(ours) > *by * answer.least; // a sign too small is none
    // A sign that may as well be chance is none, nor is one too small to matter.
    const bool inside = aim.direction && q.row.effect != 0
                            ? f.right_way.value_or(false) && std::abs(ours) > std::max(f.error, answer.least)
                            : f.ours >= aim.low && f.ours <= aim.high;
    f.judgement = inside                                          ? Judgement::inside
                  : f.right_way.value_or(false) && !aim.direction ? Judgement::direction
                                                                  : Judgement::outside;
    return f;
}
Finding judge(const Question& q, std::span<const Estimate> draws) {
    expects(!draws.empty(), "a row is judged by a draw");
    const double n = static_cast<double>(draws.size());
    Estimate all = draws.front();
    std::size_t failed = 0;
    for (const auto& d : draws)
        if (!d.failure.empty()) {
            ++failed;
            all.failure = d.failure;
        }
    if (failed > 0 && draws.size() > 1)
        all.failure = fmt::format("{} of {} draws failed: {}", failed, draws.size(), all.failure);
    double people_part = 1, inside = 0;
    if (failed == 0 && draws.size() > 1) {
        all.value = all.least = 0;
        double people = 0, whole = 0;
        for (const auto& d : draws) {
            all.value += d.value / n;
            all.least += d.least / n;
            people += d.error * d.error / n;
        }
        for (const auto& d : draws)
            whole += (d.value - all.value) * (d.value - all.value) / (n - 1);
        whole = std::max(whole, people); // draws that happen to lie closer than people do
        all.error = std::sqrt(whole);
        people_part = whole > 0 ? people / whole : 1;
    }
    if (failed == 0)
        for (const auto& d : draws)
            inside += judge(q, d).judgement == Judgement::inside ? 1 / n : 0;
    auto f = judge(q, all);
    f.draws = draws.size();
    f.people_part = people_part;
    f.inside = inside;
    return f;
}
Finding judge(const Question& q, Experiments& experiments) {
    return judge(q, q.experiment ? experiments.judge(*q.experiment) : Estimate{});
}

namespace {

bool gives(const Experiment& e, const std::string& treatment) {
    return std::ranges::any_of(arms_of(e), [&](const scenario::Scenario* arm) {
        return std::ranges::any_of(arm->treatments, [&](const auto& p) { return p.main.name == treatment; });
    });
}

Attendance read_attendance(scenario::Section& s) {
    Attendance a;
    if (!s.has("adherence"))
        return a;
    const auto share = parse_quantity(s.text("adherence"), Unit{});
    if (!share.problem.empty() || !(share.si > 0 && share.si <= 1))
        s.wrong("adherence", "a share above 0 and up to 1 is expected, in quotes");
    a.share = share.si;
    a.of = s.texts("of");
    if (a.of.empty())
        s.wrong("of", "name the treatments that are kept so, of = [\"cbt\"]");
    s.text("source");
    return a;
}

} // namespace

std::vector<Question> read_questions(const std::vector<LedgerRow>& rows, std::string_view text,
                                     const std::string& file) {
    std::vector<Question> out;
    for (const auto& r : rows)
        out.push_back({r, {}, {}});
    scenario::Document document(text, file);
    auto root = document.root();
    auto in_general = root.section("usual");
    const auto attendance = read_attendance(in_general);
    for (auto& s : root.sections("experiment")) {
        Experiment usual;
        std::vector<Question*> asked;
        for (const auto& id : s.located("rows")) {
            const auto at = std::ranges::find(out, id.value, [](const Question& q) { return q.row.id; });
            std::vector<std::string_view> known;
            for (const auto& r : rows)
                known.push_back(r.id);
            if (at == out.end())
                s.wrong_at(id, 0, mended(id.value, known, fmt::format("the ledger has no row \"{}\"", id.value)));
            else if (at->experiment)
                s.wrong_at(id, 0, fmt::format("\"{}\" is asked twice", id.value));
            else if (!at->row.silent.empty())
                s.wrong_at(id, 0, fmt::format("the ledger says that the model is silent on \"{}\"", id.value));
            else
                asked.push_back(&*at);
        }
        if (!asked.empty()) {
            usual.measure = asked.front()->row.instrument;
            if (!std::isnan(asked.front()->row.weeks))
                usual.week = asked.front()->row.weeks;
        }
        auto e = read_experiment(s, usual, attendance);
        const auto stand_in = s.text("stand_in", "");
        for (auto* q : asked) {
            q->experiment = e;
            q->experiment->measure = q->row.instrument;
            q->stand_in = stand_in;
        }
        s.finish();
    }
    for (const auto& name : in_general.located("of"))
        if (std::ranges::none_of(out,
                                 [&](const Question& q) { return q.experiment && gives(*q.experiment, name.value); }))
            in_general.wrong_at(name, 0, fmt::format("no experiment gives \"{}\"", name.value));
    in_general.finish();
    root.finish();
    auto problems = document.take_problems();
    for (const auto& q : out)
        if (!q.experiment && q.row.silent.empty())
            problems.push_back(
                {q.row.file, q.row.line, 1,
                 fmt::format("no experiment in {} asks \"{}\", and no reason stands in `silent`", file, q.row.id),
                 q.row.text});
    if (!problems.empty())
        throw InputError(problems);
    return out;
}

} // namespace rewire::simulate
