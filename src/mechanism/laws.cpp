#include "mechanism/laws.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <random>

#include "base/aligned.hpp"
#include "base/day.hpp"

namespace rewire::mechanism {
namespace {

using Numbers = std::vector<double>;
struct Point { // of one cell, SI
    Numbers x, u, p;
};

Point start_of(const Entry& e) {
    Point at{e.start(), {}, e.default_params()};
    for (const auto& row : e.inputs)
        at.u.push_back(row.source == Source::signal ? row.si() : 0);
    return at;
}
// Around the start and the values of the tables.
Point drawn(const Entry& e, std::mt19937& g) {
    const auto uniform = [&g](double a, double b) { return std::uniform_real_distribution<double>(a, b)(g); };
    auto at = start_of(e);
    for (std::size_t k = 0; k < at.x.size(); ++k) {
        const auto& row = e.states[k];
        const double range = (row.high - row.low) * row.unit.si;
        at.x[k] = row.edge == Edge::wrap ? uniform(-0.499, 0.499) * range
                  : row.value != 0       ? at.x[k] * uniform(0.5, 1.5)
                                         : uniform(0.001, 0.01) * range;
    }
    for (std::size_t k = 0; k < at.u.size(); ++k)
        at.u[k] = uniform(0.1, 1.5) * e.inputs[k].unit.si;
    for (std::size_t k = 0; k < at.p.size(); ++k)
        at.p[k] = e.params[k].value != 0 ? at.p[k] * uniform(0.8, 1.2) : uniform(0.01, 0.1) * e.params[k].unit.si;
    return at;
}

// Points side by side in a bank.
class Asked {
public:
    Asked(const Entry& e, const std::vector<Point>& points)
        : entry_(&e),
          lanes_((points.size() + Lanes<double>::size - 1) / Lanes<double>::size * Lanes<double>::size),
          bank_(e.double_bank()) {
        const auto rest = start_of(e);
        const auto filled = [&](std::vector<Aligned<double>>& to, Numbers Point::*part) {
            for (std::size_t k = 0; k < (rest.*part).size(); ++k) {
                to.emplace_back(lanes_, (rest.*part)[k]);
                for (std::size_t c = 0; c < points.size(); ++c)
                    to.back()[c] = (points[c].*part)[k];
            }
        };
        filled(x_, &Point::x);
        filled(u_, &Point::u);
        filled(p_, &Point::p);
        sent_.assign(u_.size(), Aligned<double>(lanes_));
        dx_.assign(x_.size(), Aligned<double>(lanes_));
        y_.assign(e.outputs.size(), Aligned<double>(lanes_));
        const auto pointers = [](auto& to, auto& from) {
            for (auto& a : from)
                to.push_back(a.data());
        };
        pointers(x_at_, x_);
        pointers(u_at_, u_);
        pointers(sent_at_, sent_);
        pointers(dx_at_, dx_);
        pointers(y_at_, y_);
        for (auto& a : p_)
            fields_.push_back({a.data(), lanes_, 1});
    }
    void drift() {
        if (!x_.empty())
            bank_->drift(block(), dx_at_.data(), nullptr);
    }
    void emit() { bank_->emit(block(), y_at_.data()); }
    void step(double dt) {
        const Aligned<double> none(lanes_, 0.0);
        const std::vector<const double*> normal(entry_->noise_channels, none.data());
        auto b = block();
        b.normal = normal.data();
        bank_->step(b, dt, 0, entry_->leaks ? Scheme::exponential_euler : Scheme::euler);
    }
    double x(std::size_t k, std::size_t c) const { return x_[k][c]; }
    double dx(std::size_t k, std::size_t c) const { return dx_[k][c]; }
    double y(std::size_t k, std::size_t c) const { return y_[k][c]; }

private:
    Block<double> block() {
        return {.rows = 1,
                .lanes = lanes_,
                .row_stride = lanes_,
                .input_stride = lanes_,
                .state = x_at_.data(),
                .input = u_at_.data(),
                .param = fields_.data(),
                .sent = sent_at_.data(),
                .every = true};
    }
    const Entry* entry_;
    std::size_t lanes_;
    std::unique_ptr<Bank<double>> bank_;
    std::vector<Aligned<double>> x_, u_, p_, sent_, dx_, y_;
    std::vector<double*> x_at_, sent_at_, dx_at_, y_at_;
    std::vector<const double*> u_at_;
    std::vector<Field<double>> fields_;
};

std::vector<Point> many(const Entry& e, std::size_t n, unsigned seed) {
    std::mt19937 g(seed);
    std::vector<Point> out;
    for (std::size_t k = 0; k < n; ++k)
        out.push_back(drawn(e, g));
    return out;
}
bool differ(double v, double w) { return v != w && !(std::isnan(v) && std::isnan(w)); }
// Which drift or output is not the same number: of cell `a` of one and cell `b` of the other; empty: all are.
std::string differing(const Entry& e, const Asked& one, std::size_t a, const Asked& other, std::size_t b) {
    for (std::size_t k = 0; k < e.states.size(); ++k)
        if (differ(one.dx(k, a), other.dx(k, b)))
            return fmt::format("d/dt {}", e.states[k].name);
    for (std::size_t k = 0; k < e.outputs.size(); ++k)
        if (differ(one.y(k, a), other.y(k, b)))
            return std::string(e.outputs[k].name);
    return {};
}
std::string told(const RowInfo& row, double si) { return format_quantity(si, row.unit); }

using Broken = std::vector<std::string>;

Broken numbers(const Entry& e) {
    Broken out;
    auto points = many(e, 200, 2);
    points.push_back(start_of(e));
    Asked asked(e, points);
    asked.drift();
    asked.emit();
    const auto look = [&](const RowInfo& row, const char* what, auto value) {
        for (std::size_t c = 0; c < points.size(); ++c)
            if (!std::isfinite(value(c))) {
                out.push_back(fmt::format("{}{} is {} at plausible numbers", what, row.name, value(c)));
                return;
            }
    };
    for (std::size_t k = 0; k < e.states.size(); ++k)
        look(e.states[k], "d/dt ", [&](std::size_t c) { return asked.dx(k, c); });
    for (std::size_t k = 0; k < e.outputs.size(); ++k)
        look(e.outputs[k], "", [&](std::size_t c) { return asked.y(k, c); });
    return out;
}

Broken alone(const Entry& e) {
    const auto points = many(e, 19, 3); // more than a vector, and not a whole number of them
    Asked together(e, points);
    const auto ask = [](Asked& a) {
        a.drift();
        a.emit();
    };
    ask(together);
    const std::vector<Point> backwards(points.rbegin(), points.rend());
    Asked turned(e, backwards);
    ask(turned);
    for (std::size_t c = 0; c < points.size(); ++c) {
        Asked single(e, {points[c]});
        ask(single);
        auto what = differing(e, together, c, single, 0);
        if (what.empty())
            what = differing(e, together, c, turned, points.size() - 1 - c);
        if (!what.empty())
            return {fmt::format("{} of one person changes with who lives beside; use no sums or means over the arrays",
                                what)};
    }
    return {};
}

Broken again(const Entry& e) {
    const auto points = many(e, 8, 4), others = many(e, 8, 5);
    Asked first(e, points), between(e, others), second(e, points);
    for (auto* a : {&first, &between, &second}) {
        a->drift();
        a->emit();
    }
    for (std::size_t c = 0; c < points.size(); ++c)
        if (const auto what = differing(e, first, c, second, c); !what.empty())
            return {
                fmt::format("{} is another number when asked again; keep nothing from call to call, and draw no "
                            "random numbers",
                            what)};
    return {};
}

Broken bounds(const Entry& e) {
    Broken out;
    for (const auto& row : e.states)
        if (!(row.low < row.high && row.value >= row.low && row.value <= row.high))
            out.push_back(fmt::format("{}: its start is expected between low and high", row.name));
    std::mt19937 g(5);
    std::vector<Point> points;
    const auto start = start_of(e);
    for (int trial = 0; trial < 2000; ++trial) {
        auto at = drawn(e, g);
        at.p = start.p;
        for (std::size_t k = 0; k < at.x.size(); ++k) {
            const auto& row = e.states[k];
            const double low = row.low * row.unit.si, high = row.high * row.unit.si;
            if (row.edge == Edge::clamp)
                at.x[k] = std::clamp(
                    std::uniform_real_distribution<double>(low - 0.2 * (high - low), high + 0.2 * (high - low))(g), low,
                    high);
        }
        points.push_back(std::move(at));
    }
    Asked asked(e, points);
    asked.drift();
    for (std::size_t k = 0; k < e.states.size(); ++k) {
        const auto& row = e.states[k];
        for (std::size_t c = 0; row.edge == Edge::clamp && c < points.size(); ++c) {
            const double next = points[c].x[k] + 1e-4 * asked.dx(k, c);
            if (!(next >= row.low * row.unit.si && next <= row.high * row.unit.si)) {
                out.push_back(fmt::format("{}: its drift leaves the bounds from {}; only noise may be clamped",
                                          row.name, told(row, points[c].x[k])));
                break;
            }
        }
    }
    return out;
}

// From the start, without noise: what is fast for a second, what is slow for a thousand days.
Broken stays(const Entry& e) {
    Asked asked(e, {start_of(e)});
    const bool fast = e.scale == Scale::fast;
    const int steps = fast ? 10000 : 1000;
    for (int step = 0; step < steps && !e.states.empty(); ++step) {
        asked.step(fast ? 1e-4 : day_length);
        for (std::size_t k = 0; k < e.states.size(); ++k) {
            const auto& row = e.states[k];
            const double x = asked.x(k, 0);
            if (row.edge != Edge::wrap && !(x >= row.low * row.unit.si && x <= row.high * row.unit.si))
                return {fmt::format("{} leaves its bounds in health, after {} {}: {}", row.name,
                                    fast ? step * 1e-4 : step + 1, fast ? "s" : "days", told(row, x))};
        }
    }
    return {};
}

Broken rests(const Entry& e) {
    Broken out;
    if (e.kind != Kind::body)
        return out;
    Asked asked(e, {start_of(e)});
    asked.drift();
    for (std::size_t k = 0; k < e.states.size(); ++k)
        if (asked.dx(k, 0) != 0)
            out.push_back(
                fmt::format("d/dt {} is {} {} a day at its start with every signal as in health; 0 is "
                            "expected",
                            e.states[k].name, format_number(asked.dx(k, 0) * day_length / e.states[k].unit.si),
                            e.states[k].unit.text));
    return out;
}

// What has a state is shown before it reads: what it puts out by its inputs would be of the day before.
Broken shown(const Entry& e) {
    Broken out;
    if (e.kind != Kind::body || e.states.empty())
        return out;
    const auto points = many(e, 20, 6);
    auto others = many(e, 20, 7);
    for (std::size_t c = 0; c < points.size(); ++c) {
        others[c].x = points[c].x;
        others[c].p = points[c].p;
    }
    Asked asked(e, points), other(e, others);
    asked.emit();
    other.emit();
    for (std::size_t k = 0; k < e.outputs.size(); ++k)
        for (std::size_t c = 0; c < points.size(); ++c)
            if (differ(asked.y(k, c), other.y(k, c))) {
                out.push_back(fmt::format("{} hangs on what is read; let it hang on states and parameters alone",
                                          e.outputs[k].name));
                break;
            }
    return out;
}

// A step by exponential Euler is (1 - exp(-r h))/(r h) of one by Euler; with r the slope it is exact for what relaxes.
// Asked in health: what comes on top of the relaxation may be steeper.
Broken leaks(const Entry& e) {
    Broken out;
    if (!e.leaks || e.kind != Kind::body)
        return out;
    const auto rest = start_of(e);
    auto points = many(e, 20, 8);
    for (auto& at : points)
        at.u = rest.u;
    Asked asked(e, points);
    asked.drift();
    for (std::size_t k = 0; k < e.states.size(); ++k) {
        bool told_of = false;
        for (std::size_t c = 0; c < points.size() && !told_of; ++c) {
            Linear near;
            e.linearise(points[c].x, points[c].p, points[c].u, ~std::size_t{0}, near);
            const double slope = -near.df_dx[k * e.states.size() + k];
            if (!(slope > 0)) {
                out.push_back(fmt::format("{} does not decay where it stands; leave leak out", e.states[k].name));
                told_of = true;
                continue;
            }
            const double h = 1 / slope;
            Asked one(e, {points[c]});
            one.step(h);
            const double euler = h * asked.dx(k, c), took = one.x(k, 0) - points[c].x[k],
                         meant = -std::expm1(-1) * euler;
            const bool at_edge = e.states[k].edge != Edge::open;
            if (!at_edge && std::abs(took - meant) > 1e-4 * std::abs(euler) + 1e-12 * std::abs(points[c].x[k])) {
                out.push_back(fmt::format("{}: leak is not the slope of its drift, {} a day; -d drift/d {} is expected",
                                          e.states[k].name, format_number(slope * day_length), e.states[k].name));
                told_of = true;
            }
        }
    }
    return out;
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto from = text.find_first_not_of(' ');
        if (from == std::string_view::npos)
            break;
        text.remove_prefix(from);
        const auto to = std::min(text.find(' '), text.size());
        out.push_back(text.substr(0, to));
        text.remove_prefix(to);
    }
    return out;
}

Broken sources(const Entry& e) {
    Broken out;
    const auto keys = words(e.about.cite);
    for (const auto& row : e.params) {
        const auto source = row.note.substr(0, row.note.find_first_of(" ,;"));
        if (source != "assumed" && std::ranges::find(keys, source) == keys.end())
            out.push_back(fmt::format("{}: its source is \"{}\"; \"assumed ...\" is expected, or a key that cite names",
                                      row.name, row.note));
    }
    return out;
}

Broken described(const Entry& e, const std::function<bool(std::string_view)>& is_key) {
    Broken out;
    for (const auto& [name, text] : {std::pair{"claim", e.about.claim},
                                     {"equations", e.about.equations},
                                     {"assumes", e.about.assumes},
                                     {"fails", e.about.fails},
                                     {"cite", e.about.cite}})
        if (text.empty())
            out.push_back(fmt::format("{} is empty", name));
    if (!e.about.equations.empty() && e.about.equations.find("(1)") == std::string_view::npos)
        out.push_back("equations: numbered lines are expected, \"dF/dt = ...     (1)\"");
    for (const auto& key : words(e.about.cite))
        if (key != "assumed" && !is_key(key))
            out.push_back(fmt::format("cite: \"{}\" is no key of the bibliography", key));
    for (const auto* rows : {&e.states, &e.inputs, &e.outputs})
        for (const auto& row : *rows)
            if (row.note.empty())
                out.push_back(fmt::format("{}: say what it means", row.name));
    return out;
}

} // namespace

std::vector<Law> laws_of(const Entry& e, const std::function<bool(std::string_view)>& is_key) {
    return {
        {"numbers", "drift and outputs are finite at plausible numbers", numbers(e)},
        {"alone", "a person's answer hangs on that person's numbers alone", alone(e)},
        {"again", "asked again, it answers the same", again(e)},
        {"bounds", "states start within their bounds, and drift does not leave a clamped one", bounds(e)},
        {"rest", "in health, with every signal at its own value, nothing moves", rests(e)},
        {"stays", "from its start, in health, it stays within its bounds", stays(e)},
        {"shown", "what has states puts out what they are, not what is read", shown(e)},
        {"leak", "leak is the rate at which a state decays in health, -d drift/dx", leaks(e)},
        {"sources", "every parameter names a source that the mechanism cites", sources(e)},
        {"described", "it says what it claims, assumes and fails at, and what everything means", described(e, is_key)}};
}

} // namespace rewire::mechanism
