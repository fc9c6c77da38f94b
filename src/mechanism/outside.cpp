#include "mechanism/outside.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/aligned.hpp"
#include "base/known.hpp"

namespace rewire::mechanism {
namespace {

// The same step as that of BankOf, in the same operations; the lines themselves are asked from outside.
class OutsideBank final : public Bank<double> {
public:
    OutsideBank(const Entry& e, std::shared_ptr<const Equations> equations)
        : states_(e.states),
          inputs_(e.inputs.size()),
          params_(e.params.size()),
          outputs_(e.outputs.size()),
          leaks_(e.leaks),
          equations_(std::move(equations)) {}

    void step(const Block<double>& b, double dt, double, Scheme scheme) const override {
        using V = Lanes<double>;
        const auto scratch = [&] { return std::vector<Aligned<double>>(states_.size(), Aligned<double>(b.lanes)); };
        auto dx = scratch(), rate = scratch();
        const auto dx_at = pointers(dx), rate_at = pointers(rate);
        const bool exact = scheme == Scheme::exponential_euler && leaks_;
        const V h(dt);
        each_row(b, [&](const Columns& at, std::size_t row) {
            equations_->drift(at, dx_at.data());
            if (exact)
                equations_->leak(at, rate_at.data());
            for (std::size_t k = 0; k < states_.size(); ++k) {
                double* const x = b.state[k] + row * b.row_stride;
                for (std::size_t c = 0; c < b.lanes; c += V::size) {
                    V step = V::load_aligned(dx_at[k] + c);
                    if (exact) {
                        const V r = V::load_aligned(rate_at[k] + c);
                        step = step * (-expm1(-r * h) / (r * h));
                    }
                    fma(h, step, V::load_aligned(x + c)).store_aligned(x + c);
                }
                for (std::size_t c = 0; c < b.lanes; ++c)
                    x[c] = kept_inside(states_[k], x[c]);
            }
        });
    }
    void drift(const Block<double>& b, double* const* dx, double* const* amplitude) const override {
        each_row(b, [&](const Columns& at, std::size_t row) {
            equations_->drift(at, moved(dx, states_.size(), row * b.input_stride).data());
            for (std::size_t k = 0; amplitude && k < states_.size(); ++k)
                std::fill_n(amplitude[k] + row * b.input_stride, b.lanes, 0.0);
        });
    }
    void linearise(const Block<double>&, std::size_t, std::uint64_t, double*) const override {
        expects(false, "linearise is asked of region models");
    }
    void emit(const Block<double>& b, double* const* out) const override {
        each_row(b, [&](const Columns& at, std::size_t row) {
            equations_->emit(at, moved(out, outputs_, row * b.input_stride).data());
        });
    }
    void jump(const Block<double>&) const override {}
    void send(const Block<double>&) const override {}

private:
    static std::vector<double*> pointers(std::vector<Aligned<double>>& of) {
        std::vector<double*> out;
        for (auto& a : of)
            out.push_back(a.data());
        return out;
    }
    static std::vector<double*> moved(double* const* from, std::size_t n, std::size_t by) {
        std::vector<double*> out;
        for (std::size_t k = 0; k < n; ++k)
            out.push_back(from[k] + by);
        return out;
    }
    template <class F>
    void each_row(const Block<double>& b, F f) const {
        std::vector<Aligned<double>> spread(params_); // of parameters that do not lie cell by cell
        for (std::size_t row = 0; row < b.rows; ++row) {
            std::vector<const double*> x, u, p;
            for (std::size_t k = 0; k < states_.size(); ++k)
                x.push_back(b.state[k] + row * b.row_stride);
            for (std::size_t k = 0; k < inputs_; ++k)
                u.push_back(b.input[k] + row * b.input_stride);
            for (std::size_t k = 0; k < params_; ++k) {
                const double* from = b.param[k].data + row * b.param[k].row_stride;
                if (b.param[k].lane_stride == 0) {
                    spread[k].assign(b.lanes, *from);
                    from = spread[k].data();
                }
                p.push_back(from);
            }
            f(Columns{b.lanes, x, u, p}, row);
        }
    }

    std::vector<RowInfo> states_;
    std::size_t inputs_, params_, outputs_;
    bool leaks_;
    std::shared_ptr<const Equations> equations_;
};

// Value and derivatives at one place, by central differences; all points are asked for at once.
void differences(const Equations& equations, const Entry& e, std::span<const double> x, std::span<const double> p,
                 std::span<const double> u, std::size_t by_param, Linear& out) {
    const std::size_t n = x.size(), m = u.size(), rows = e.outputs.size(), arguments = n + m + 1,
                      cells = 1 + 2 * arguments;
    const auto filled = [&](std::span<const double> from) {
        std::vector<std::vector<double>> all;
        for (const double v : from)
            all.emplace_back(cells, v);
        return all;
    };
    const auto pointers = [](auto& of) {
        std::vector<std::conditional_t<std::is_const_v<std::remove_reference_t<decltype(of)>>, const double*, double*>>
            at;
        for (auto& a : of)
            at.push_back(a.data());
        return at;
    };
    auto xs = filled(x), us = filled(u), ps = filled(p);
    std::vector<double> width(arguments, 0);
    const auto part = [&](std::vector<double>& values, std::size_t argument, double unit) {
        const double h = 6e-6 * std::max(std::abs(values[0]), 1e-3 * unit), middle = values[0];
        values[1 + 2 * argument] = middle + h;
        values[2 + 2 * argument] = middle - h;
        width[argument] = values[1 + 2 * argument] - values[2 + 2 * argument];
    };
    for (std::size_t k = 0; k < n; ++k)
        part(xs[k], k, e.states[k].unit.si);
    for (std::size_t k = 0; k < m; ++k)
        part(us[k], n + k, e.inputs[k].unit.si);
    if (by_param < p.size())
        part(ps[by_param], n + m, e.params[by_param].unit.si);
    std::vector<std::vector<double>> f(n, std::vector<double>(cells)), y(rows, std::vector<double>(cells));
    const auto x_at = pointers(std::as_const(xs)), u_at = pointers(std::as_const(us)),
               p_at = pointers(std::as_const(ps));
    const Columns at{cells, x_at, u_at, p_at};
    if (n > 0)
        equations.drift(at, pointers(f).data());
    equations.emit(at, pointers(y).data());
    const auto split = [&](const std::vector<std::vector<double>>& values, std::vector<double>& value,
                           std::vector<double>& dx, std::vector<double>& du, std::vector<double>& dp) {
        for (auto* list : {&value, &dx, &du, &dp})
            list->clear();
        for (const auto& v : values) {
            value.push_back(v[0]);
            for (std::size_t k = 0; k < arguments; ++k)
                (k < n       ? dx
                 : k < n + m ? du
                             : dp)
                    .push_back(width[k] == 0 ? 0 : (v[1 + 2 * k] - v[2 + 2 * k]) / width[k]);
        }
    };
    split(f, out.f, out.df_dx, out.df_du, out.df_dp);
    split(y, out.y, out.dy_dx, out.dy_du, out.dy_dp);
    out.noise.assign(n, 0);
}

bool is_name(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && letter(text.front()) &&
           std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

struct Kept { // what an entry looks at
    MechanismText text;
    std::shared_ptr<const Equations> equations;
};

// The rows of one table, and what is wrong with them.
class Tables {
public:
    explicit Tables(const MechanismText& text) : text_(text) {
        if (!is_name(text.name))
            wrong(fmt::format("\"{}\" is no name; letters, digits and _ are expected", text.name));
    }
    void wrong(std::string what) { problems_.add({text_.file, 0, 0, std::move(what), {}}); }
    std::vector<RowInfo> of(const std::vector<RowText>& rows, const char* table, bool own_names) {
        std::vector<RowInfo> out;
        for (const auto& r : rows) {
            const auto here = [&](std::string_view what) {
                wrong(fmt::format("{}, {} \"{}\": {}", text_.name, table, r.name, what));
            };
            if (own_names ? !is_name(r.name) : r.name.empty() || r.name.find(' ') != std::string::npos)
                here("is no name; letters, digits and _ are expected");
            if (find_row(out, r.name) != std::string_view::npos)
                here("stands twice; call one of them otherwise");
            const auto unit = find_unit(r.unit);
            if (!unit)
                here(fmt::format("write a unit such as 1, d, 1/d, h/week or nmol/L; \"{}\" is none", r.unit));
            for (const double v : {r.value, r.sd, r.low, r.high})
                if (!std::isfinite(v)) {
                    here("finite numbers are expected");
                    break;
                }
            if (r.sd < 0)
                here("a spread is 0 or more");
            out.push_back({r.name,
                           unit.value_or(Unit{}),
                           r.value,
                           r.sd,
                           r.low,
                           r.high,
                           r.edge,
                           false,
                           false,
                           Source::given,
                           {},
                           r.note});
        }
        return out;
    }
    Problems& problems() { return problems_; }

private:
    const MechanismText& text_;
    Problems problems_;
};

} // namespace

Own own_mechanism(const MechanismText& text, std::shared_ptr<const Equations> equations) {
    expects(equations != nullptr, "a mechanism has equations");
    const auto kept = std::make_shared<const Kept>(Kept{text, std::move(equations)});
    const auto& t = kept->text;
    Tables tables(t);
    Entry e;
    e.name = t.name;
    e.about = {t.claim, t.equations, t.assumes, t.fails, t.cite};
    e.in_place_of = t.in_place_of;
    e.scale = Scale::slow;
    e.kind = Kind::body;
    e.states = tables.of(t.states, "state", true);
    e.params = tables.of(t.params, "parameter", true);
    e.inputs = tables.of(t.inputs, "signal that is read", false);
    e.outputs = tables.of(t.outputs, "signal that is emitted", true);
    for (const auto& s : e.states)
        if (!(s.low < s.high && s.low <= s.value && s.value <= s.high))
            tables.wrong(fmt::format("{}, state \"{}\": its start, {}, is expected between low and high, {} and {}",
                                     t.name, s.name, format_number(s.value), format_number(s.low),
                                     format_number(s.high)));
    if (e.outputs.empty())
        tables.wrong(fmt::format("{}: give it a signal to emit; nothing would come of it", t.name));
    tables.problems().raise_if_any();
    for (auto& u : e.inputs)
        u.source = Source::signal;
    e.leaks = t.leaks;
    e.keeps = kept;
    // Without what keeps it: an entry that kept itself would never end.
    auto plain = e;
    plain.keeps = nullptr;
    e.double_bank = [kept, plain] { return std::unique_ptr<Bank<double>>(new OutsideBank(plain, kept->equations)); };
    e.linearise = [kept, plain](std::span<const double> x, std::span<const double> p, std::span<const double> u,
                                std::size_t by_param,
                                Linear& out) { differences(*kept->equations, plain, x, p, u, by_param, out); };
    return {std::move(e), t.file, t.source};
}

Catalogue with_own(const Catalogue& house, std::span<const Own> own) {
    std::vector<Entry> entries(house.entries().begin(), house.entries().end());
    Problems problems;
    for (const auto& o : own) {
        const auto& e = o.entry;
        const auto wrong = [&](std::string what) { problems.add({o.file, 0, 0, std::move(what), {}}); };
        if (std::ranges::find(entries, e.name, &Entry::name) != entries.end()) {
            wrong(
                fmt::format("call it otherwise, and say in_place_of = \"{}\" where it is to take that one's place; "
                            "there is a mechanism \"{}\" already",
                            e.name, e.name));
            continue;
        }
        if (e.in_place_of.empty()) {
            entries.push_back(e);
            continue;
        }
        const auto at = std::ranges::find(entries, e.in_place_of, &Entry::name);
        if (at == entries.end() || at->kind != Kind::body) {
            Names known;
            for (const auto& other : house.entries())
                if (other.kind == Kind::body)
                    known.push_back(other.name);
            wrong(mended(e.in_place_of, known,
                         fmt::format("{} is to take the place of \"{}\", which is no mechanism of the body", e.name,
                                     e.in_place_of)));
            continue;
        }
        if (std::ranges::count(own, e.in_place_of, [](const Own& x) { return x.entry.in_place_of; }) > 1)
            wrong(fmt::format("leave one of them out; more than one is to take the place of {}", e.in_place_of));
        entries.insert(at, e);
    }
    problems.raise_if_any();
    return Catalogue(std::move(entries));
}

} // namespace rewire::mechanism
