#include "simulate/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire {
namespace {

struct Statistic {
    std::string_view name, says, unit;
    bool two_arms;
    // treated and control of the same person k of `pick` (people may be picked more than once)
};
constexpr Statistic known[] = {
    {"hedges_g", "difference of the arms over their pooled standard deviation, of ratings with their noise", "sd", true},
    {"difference", "difference of the arms' means", "", true},
    {"percent_of_control", "difference of the arms' means in per cent of the control's", "%", true},
    {"percent_change", "mean change of the treated arm", "%", false},
    {"percent_change_against_control", "the same minus that of the control arm", "%", true},
    {"change", "mean change of the treated arm", "", false},
    {"change_against_control", "the same minus that of the control arm, which may be other people", "", true},
    {"mean", "mean of the treated arm", "", false},
    {"sd", "standard deviation over the people of the treated arm, without the noise of rating", "", false},
    {"share_above", "people above the threshold", "%", false},
    {"share_below", "people below the threshold", "%", false},
    {"response", "people whose score fell by half since week 0", "%", false},
    {"response_difference", "the same, treated minus control", "%", true},
    {"remission", "people at or below the threshold", "%", false},
    {"relapse", "of those who had responded, people who lose half of the gain for a fortnight", "%", false},
    {"relapse_ratio", "odds of relapse, treated over control", "", true},
    {"share_of_sum", "what a combination does against control, over the sum of what its parts do against it", "", true},
    {"worst_change", "largest change over people", "%", false},
};
const Statistic* find_statistic(std::string_view name) {
    for (const auto& s : known)
        if (s.name == name) return &s;
    return nullptr;
}

// What one person's course gives to a statistic; NaN where it says nothing.
struct Response {
    double at, from, start; // without noise of rating: in `week`, in `from`, in week 0
    double rated;           // in `week`, as it is noted
    bool responded = false, relapsed = false;
};

double mean_of(const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x;
    return sum / static_cast<double>(v.size());
}
double variance_of(const std::vector<double>& v) {
    const double m = mean_of(v);
    double sum = 0;
    for (const double x : v) sum += (x - m) * (x - m);
    return sum / static_cast<double>(v.size() - 1);
}
template <class F>
std::vector<double> over(const std::vector<Response>& people, const std::vector<std::size_t>& pick, F f) {
    std::vector<double> out;
    for (const auto k : pick)
        if (const double x = f(people[k]); !std::isnan(x)) out.push_back(x);
    return out;
}

struct Arms { // the same people in each
    std::vector<Response> treated, control, part, other_part;
};
double value_of(const Claim& c, const Arms& arms, const std::vector<std::size_t>& pick) {
    const auto &t = arms.treated, &o = arms.control;
    const auto at = [](const Response& p) { return p.at; };
    const auto rated = [](const Response& p) { return p.rated; };
    const auto share = [](bool yes) { return yes ? 100.0 : 0.0; };
    const auto relative = [](const Response& p) { return 100 * (p.at / p.from - 1); };
    const auto responded = [&](const Response& p) { return share(p.at <= 0.5 * p.start); };
    const auto relapsed = [&](const Response& p) { return p.responded ? share(p.relapsed) : std::nan(""); };
    const auto mean = [&](const std::vector<Response>& arm, auto f) { return mean_of(over(arm, pick, f)); };
    const auto& s = c.statistic;
    if (s == "hedges_g") {
        const auto x = over(t, pick, rated), y = over(o, pick, rated);
        const double n = static_cast<double>(x.size()), correct = 1 - 3 / (8 * n - 9);
        return correct * (mean_of(x) - mean_of(y)) / std::sqrt((variance_of(x) + variance_of(y)) / 2);
    }
    if (s == "difference") return mean(t, at) - mean(o, at);
    if (s == "percent_of_control") return 100 * (mean(t, at) / mean(o, at) - 1);
    if (s == "percent_change") return mean(t, relative);
    if (s == "percent_change_against_control") return mean(t, relative) - mean(o, relative);
    if (s == "change") return mean(t, [](const Response& p) { return p.at - p.from; });
    if (s == "change_against_control") {
        const auto change = [](const Response& p) { return p.at - p.from; };
        return mean(t, change) - mean(o, change);
    }
    if (s == "share_of_sum") return (mean(t, at) - mean(o, at)) / (mean(arms.part, at) + mean(arms.other_part, at) - 2 * mean(o, at));
    if (s == "mean") return mean(t, at);
    if (s == "sd") return std::sqrt(variance_of(over(t, pick, at)));
    if (s == "share_above") return mean(t, [&](const Response& p) { return share(p.at > c.threshold); });
    if (s == "share_below") return mean(t, [&](const Response& p) { return share(p.at < c.threshold); });
    if (s == "response") return mean(t, responded);
    if (s == "response_difference") return mean(t, responded) - mean(o, responded);
    if (s == "remission") return mean(t, [&](const Response& p) { return share(p.at <= c.threshold); });
    if (s == "relapse") return mean(t, relapsed);
    if (s == "relapse_ratio") {
        const double a = mean(t, relapsed) / 100, b = mean(o, relapsed) / 100;
        return a / (1 - a) / (b / (1 - b));
    }
    double worst = 0;
    for (const auto k : pick) worst = std::max(worst, std::abs(100 * (t[k].at - t[k].from) / (t[k].from == 0 ? 1 : t[k].from)));
    return worst;
}

} // namespace

std::vector<std::pair<std::string_view, std::string_view>> statistics() {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (const auto& s : known) out.emplace_back(s.name, s.says);
    return out;
}

std::vector<Claim> read_claims(std::string_view text, const std::string& file) {
    Document document(text, file);
    auto root = document.root();
    std::vector<Claim> out;
    // Scenarios are put together from short parts, so that a claim reads as one sentence of a protocol.
    const auto quoted = [](const std::vector<std::string>& list) {
        std::string all;
        for (const auto& t : list) all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", t);
        return all;
    };
    for (auto& s : root.sections("claim")) {
        Claim c;
        c.name = s.text("name"), c.says = s.text("says", ""), c.source = s.text("source");
        c.measure = s.text("measure"), c.statistic = s.text("statistic");
        c.week = s.number("week", 12), c.from = s.number("from", 0), c.threshold = s.number("threshold", 0);
        const auto* known_statistic = find_statistic(c.statistic);
        if (!known_statistic) {
            std::vector<std::string_view> names;
            for (const auto& k : known) names.push_back(k.name);
            s.wrong("statistic", fmt::format("there is no statistic \"{}\"{}", c.statistic, did_you_mean(c.statistic, names)));
        } else
            c.unit = known_statistic->unit;
        const auto range = s.numbers("range");
        if (range.size() == 2 && range[0] <= range[1])
            c.low = range[0], c.high = range[1];
        else
            s.wrong("range", "two numbers are expected, the lower one first");
        const auto people = s.text("people", ""), others = s.text("control_people", people), traits = s.text("traits", "");
        const auto history = s.texts("history");
        const std::string life = s.text("life", ""), parameters = s.text("parameters", ""), adherence = s.text("adherence", "");
        const double within = s.number("parameters_within", -1); // every parameter evenly within +- so much of its value
        const auto scenario = [&](const std::string& from, const std::vector<std::string>& treatments, const std::string& own_life) {
            std::string t;
            if (!from.empty()) t += fmt::format("[population]\nn = 1\nfrom = \"{}\"\n", from);
            if (!traits.empty()) t += fmt::format("[person]\ntraits = {{ {} }}\n", traits);
            if (!history.empty()) t += fmt::format("[history]\nlife = [{}]\n", quoted(history));
            t += "[plan]\n";
            if (!own_life.empty()) t += fmt::format("life = \"{}\"\n", own_life);
            if (!adherence.empty()) t += fmt::format("adherence = {}\n", adherence);
            t += fmt::format("treatments = [{}]\n", quoted(treatments));
            if (!parameters.empty()) t += fmt::format("[parameters]\n{}\n", parameters);
            if (within >= 0) t += fmt::format("[model]\nspread = {}\n", within);
            std::vector<double> weeks{0, std::max({c.week, c.from, 1.0})};
            t += fmt::format("[visits]\nweeks = [{}]\ninstruments = [\"{}\"]\n", fmt::join(weeks, ", "), c.measure);
            return t;
        };
        c.treated = scenario(people, s.texts("treated"), life);
        if (known_statistic && known_statistic->two_arms) c.control = scenario(others, s.texts("control"), s.text("control_life", life));
        if (c.statistic == "share_of_sum") c.part = scenario(people, s.texts("part"), life), c.other_part = scenario(people, s.texts("other_part"), life);
        s.finish();
        out.push_back(std::move(c));
    }
    root.finish();
    document.raise();
    return out;
}

Experiments::Experiments(const LifeModel& model, std::function<Calendar(const std::string&)> calendar_of, std::size_t people, std::uint64_t seed, int threads)
    : model_(model), calendar_of_(std::move(calendar_of)), people_(people), seed_(seed), threads_(threads) {}

const Experiments::Arm& Experiments::arm(const std::string& scenario) {
    const auto at = arms_.find(scenario);
    if (at != arms_.end()) return at->second;
    Arm a{calendar_of_(scenario), {}};
    a.people = live(model_, a.calendar, {.people = people_, .seed = seed_, .threads = threads_, .record = false}).people;
    return arms_.emplace(scenario, std::move(a)).first->second;
}

Verdict Experiments::judge(const Claim& c) {
    Verdict out;
    const auto courses = [&](const Arm& a) {
        std::vector<Response> list;
        const auto& in = a.calendar.instruments.front();
        const auto row = [&](double week) { return static_cast<std::size_t>(static_cast<int>(std::lround(week * 7)) - a.calendar.first); };
        for (std::size_t k = 0; k < a.people.size(); ++k) {
            const auto& p = a.people[k];
            if (!p.failure.empty()) out.failure = p.failure;
            Response course{};
            course.at = p.days(row(c.week), 0), course.from = p.days(row(c.from), 0), course.start = p.days(row(0), 0);
            course.rated = in.rated(course.at, static_cast<int>(std::lround(c.week * 7)), Luck(seed_, p.index));
            course.responded = course.from <= 0.5 * course.start;
            const double lost = 0.5 * (course.start + course.from);
            int high = 0;
            for (std::size_t t = row(c.from); t <= row(c.week); ++t) {
                high = p.days(t, 0) > lost ? high + 1 : 0;
                if (high >= 14) course.relapsed = true;
            }
            list.push_back(course);
        }
        return list;
    };
    try {
        Arms arms{courses(arm(c.treated)), {}, {}, {}};
        for (const auto& [scenario, to] : {std::pair{&c.control, &arms.control}, {&c.part, &arms.part}, {&c.other_part, &arms.other_part}})
            if (!scenario->empty()) *to = courses(arm(*scenario));
        if (!out.failure.empty()) return out;
        const std::size_t n = arms.treated.size();
        std::vector<std::size_t> pick(n);
        for (std::size_t k = 0; k < n; ++k) pick[k] = k;
        out.people = n, out.value = value_of(c, arms, pick);
        double sum = 0, square = 0;
        constexpr int resamples = 200;
        for (int r = 0; r < resamples; ++r) {
            const Luck luck(seed_, static_cast<std::uint32_t>(r));
            for (std::size_t k = 0; k < n; ++k) pick[k] = std::min(n - 1, static_cast<std::size_t>(luck.uniform("bootstrap", k) * static_cast<double>(n)));
            const double v = value_of(c, arms, pick);
            sum += v / resamples, square += v * v / resamples;
        }
        out.error = std::sqrt(std::max(0.0, square - sum * sum));
        out.inside = out.value >= c.low && out.value <= c.high;
    } catch (const InputError& e) {
        out.failure = e.what();
    }
    return out;
}

} // namespace rewire
