#include "report/figure_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>
#include <span>

#include "base/error.hpp"
#include "base/words.hpp"

namespace rewire::report {
namespace {

using nlohmann::json;

// What a reader is shown, in their language; numbers and what only the page's scripts read stay.
void put_in_words(json& j, std::string_view key = {}) {
    constexpr std::array<std::string_view, 10> shown{"label", "title", "detail", "note",     "names",
                                                     "name",  "group", "unit",   "quantity", "labels"};
    if (j.is_string() && std::ranges::find(shown, key) != shown.end())
        j = in_words(j.get<std::string>());
    else if (j.is_object())
        for (auto& [name, value] : j.items())
            put_in_words(value, name);
    else if (j.is_array())
        for (auto& value : j)
            put_in_words(value, key);
}

std::string text(json j) {
    if (language() != Language::english)
        put_in_words(j);
    std::string out;
    for (const char c : j.dump(-1, ' ', false, json::error_handler_t::replace))
        out += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return out;
}

// How numbers are rounded: on a linear axis to a power of ten that parts the range into at least so many levels, more
// than an eye can tell apart; on a logarithmic one to five significant digits.
class Rounding {
public:
    Rounding(bool log, double levels) : log_(log), levels_(levels) {}
    void cover(std::span<const double> values) {
        for (const double v : values)
            if (std::isfinite(v)) {
                low_ = std::min(low_, v);
                high_ = std::max(high_, v);
            }
    }
    json operator()(double v) const {
        if (!std::isfinite(v))
            return nullptr;
        const double range = high_ - low_;
        if (log_ || !(range > 0))
            return std::strtod(fmt::format("{:.4e}", v).c_str(), nullptr);
        const int digits = static_cast<int>(std::ceil(std::log10(levels_ / range)));
        const double r = digits >= 0 ? std::strtod(fmt::format("{:.{}f}", v, digits).c_str(), nullptr)
                                     : std::round(v * std::pow(10, digits)) / std::pow(10, digits);
        return r == 0 ? json(0) : r == std::trunc(r) && std::abs(r) < 1e15 ? json(static_cast<long long>(r)) : json(r);
    }
    json operator()(std::span<const double> values) const {
        json out = json::array();
        for (const double v : values)
            out.push_back((*this)(v));
        return out;
    }

private:
    bool log_;
    double levels_;
    double low_ = INFINITY, high_ = -INFINITY;
};

constexpr std::size_t few = 12;
constexpr double along_levels = 1e6, line_levels = 5000, cell_levels = 1000;

json axis_json(const Axis& a) { return {{"label", a.label}, {"unit", a.unit}, {"log", a.log}, {"whole", a.whole}}; }

json marks_json(const std::vector<Mark>& marks) {
    json out = json::array();
    for (const auto& m : marks)
        out.push_back({{"x", m.x}, {"y", m.y}, {"label", m.label}});
    return out;
}

// Keeps of each stretch of points the smallest and the largest, in their order, at the stretch's first and middle x.
class Thinning {
public:
    explicit Thinning(std::size_t points) : points_(points), stretches_(points > most_points ? most_points / 2 : 0) {}
    bool thins() const { return stretches_ > 0; }
    std::vector<double> places(const std::vector<double>& at) const {
        if (!thins())
            return at;
        std::vector<double> out;
        for (std::size_t k = 0; k < stretches_; ++k) {
            out.push_back(at[begin(k)]);
            out.push_back(at[(begin(k) + begin(k + 1)) / 2]);
        }
        return out;
    }
    std::vector<double> values(const std::vector<double>& v) const {
        if (!thins() || v.empty())
            return v;
        std::vector<double> out;
        for (std::size_t k = 0; k < stretches_; ++k) {
            std::size_t least = begin(k), most = begin(k);
            for (std::size_t i = begin(k); i < begin(k + 1); ++i) {
                if (v[i] < v[least] || std::isnan(v[least]))
                    least = i;
                if (v[i] > v[most] || std::isnan(v[most]))
                    most = i;
            }
            out.push_back(v[std::min(least, most)]);
            out.push_back(v[std::max(least, most)]);
        }
        return out;
    }

private:
    std::size_t begin(std::size_t stretch) const { return points_ * stretch / stretches_; }
    std::size_t points_, stretches_;
};

json lines_json(const std::vector<Line>& lines, const Axis& y, std::size_t points, const Thinning& thin) {
    Rounding round(y.log, line_levels);
    for (const auto& l : lines) {
        round.cover(l.values);
        round.cover(l.low);
        round.cover(l.high);
        expects(l.values.size() == points, "a line has one value an x");
        expects(l.low.size() == l.high.size() && (l.low.empty() || l.low.size() == points),
                "a band has two values an x");
    }
    json out = json::array();
    for (const auto& l : lines) {
        json line{{"label", l.label}, {"values", round(thin.values(l.values))}, {"shown", l.shown}};
        if (!l.group.empty())
            line["group"] = l.group;
        if (l.dashed)
            line["dashed"] = true;
        if (!l.low.empty()) {
            line["low"] = round(thin.values(l.low));
            line["high"] = round(thin.values(l.high));
        }
        out.push_back(std::move(line));
    }
    return out;
}

// The order that gathers a side's names group by group.
std::vector<std::size_t> gathered(const HeatAxis& a, std::size_t size) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), 0u);
    if (a.groups.empty())
        return order;
    auto rank = [&](std::size_t k) {
        return std::find(a.groups.begin(), a.groups.end(), a.groups[k]) - a.groups.begin();
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return rank(x) < rank(y); });
    return order;
}

json side_json(const HeatAxis& a, const std::vector<std::size_t>& order) {
    const auto n = order.size();
    expects((a.names.size() == n && a.at.empty()) || (a.at.size() == n && a.names.empty()),
            "a side of a heat map has a name or a number a line");
    expects(a.groups.empty() || a.groups.size() == n, "a side of a heat map has a group a line");
    json out{{"label", a.label}, {"unit", a.unit}};
    if (!a.at.empty()) {
        Rounding round(false, along_levels);
        round.cover(a.at);
        out["at"] = {round(a.at.front()), round(a.at.back())};
        if (n <= few) { // each has a tick of its own
            Rounding told(true, along_levels);
            out["ticks"] = told(a.at);
        }
        return out;
    }
    for (const auto k : order)
        out["names"].push_back(a.names[k]);
    if (!a.groups.empty())
        for (const auto k : order) {
            auto& runs = out["groups"];
            if (runs.empty() || runs.back()["name"] != a.groups[k])
                runs.push_back({{"name", a.groups[k]}, {"count", 0}});
            runs.back()["count"] = runs.back()["count"].get<int>() + 1;
        }
    return out;
}

json map_json(const HeatMap& m, const Rounding& round) {
    const auto rows = gathered(m.rows, m.values.rows()), columns = gathered(m.columns, m.values.cols());
    json values = json::array();
    for (const auto r : rows)
        for (const auto c : columns)
            values.push_back(round(m.values(r, c)));
    return {{"title", m.title},
            {"rows", side_json(m.rows, rows)},
            {"columns", side_json(m.columns, columns)},
            {"size", {rows.size(), columns.size()}},
            {"values", values}};
}

} // namespace

std::string figure_data(const LineChart& c) {
    const Thinning thin(c.at.size());
    Rounding round_x(c.x.log, along_levels);
    round_x.cover(c.at);
    json out{{"kind", "lines"}, {"x", axis_json(c.x)}, {"y", axis_json(c.y)}, {"marks", marks_json(c.marks)}};
    out["at"] = round_x(thin.places(c.at));
    if (thin.thins())
        out["thinned"] = c.at.size();
    out["lines"] = lines_json(c.lines, c.y, c.at.size(), thin);
    return text(out);
}

std::string figure_data(const Timeline& t) {
    const Thinning thin(t.at.size());
    Rounding round(false, along_levels);
    round.cover(t.at);
    json out{
        {"kind", "timeline"}, {"x", axis_json(t.x)}, {"at", round(thin.places(t.at))}, {"visits", round(t.visits)}};
    if (thin.thins())
        out["thinned"] = t.at.size();
    out["plan"] = json::array();
    for (const auto& b : t.plan) {
        expects(b.from <= b.to && b.fade >= 0, "a bar of a plan ends after it begins");
        json bar{
            {"label", b.label}, {"detail", b.detail}, {"from", round(b.from)}, {"to", round(b.to)}, {"era", b.era}};
        if (b.colour)
            bar["colour"] = *b.colour;
        if (b.fade > 0)
            bar["fade"] = round(b.fade);
        if (!b.sessions.empty())
            bar["sessions"] = round(b.sessions);
        out["plan"].push_back(std::move(bar));
    }
    out["panels"] = json::array();
    for (const auto& p : t.panels) {
        json panel{{"title", p.title}, {"y", axis_json(p.y)}, {"lines", lines_json(p.lines, p.y, t.at.size(), thin)}};
        for (const auto& b : p.bands)
            panel["bands"].push_back({{"label", b.label}, {"from", b.from}, {"to", b.to}});
        if (p.range)
            panel["range"] = {p.range->first, p.range->second};
        if (!p.note.empty())
            panel["note"] = p.note;
        out["panels"].push_back(std::move(panel));
    }
    return text(out);
}

std::string figure_data(const Scatter& s) {
    expects(s.at.size() == s.values.size() && (s.ends.empty() || s.ends.size() == s.at.size()),
            "a point has two values and a name");
    Rounding round_x(s.x.log, line_levels), round_y(s.y.log, line_levels);
    round_x.cover(s.at);
    round_y.cover(s.values);
    return text({{"kind", "scatter"},
                 {"x", axis_json(s.x)},
                 {"y", axis_json(s.y)},
                 {"at", round_x(s.at)},
                 {"values", round_y(s.values)},
                 {"labels", s.labels},
                 {"ends", s.ends},
                 {"identity", s.identity},
                 {"named", s.named}});
}

std::string figure_data(const HeatMaps& h) {
    Rounding round(false, cell_levels);
    for (const auto& m : h.maps)
        round.cover(m.values.values());
    const auto scale = colour_scale(h);
    json out{{"kind", "heat"},
             {"quantity", h.quantity},
             {"unit", h.unit},
             {"palette", name(h.palette)},
             {"low", scale.low},
             {"high", scale.high},
             {"marks", marks_json(h.marks)}};
    out["maps"] = json::array();
    for (const auto& m : h.maps)
        out["maps"].push_back(map_json(m, round));
    return text(out);
}

} // namespace rewire::report
