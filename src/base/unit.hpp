// Units and dimensions: text such as "mV s" or "1/sqrt(ms)" becomes a factor to SI and a dimension.
//
// Inside the program every number is SI; units stand in tables, files and report columns and are converted once at the
// door.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace rewire {

// Exponents of the SI base units, counted in halves so that 1/sqrt(s) has a place: one second is {.s = 2}.
struct Dimension {
    signed char kg = 0, m = 0, s = 0, A = 0, mol = 0;
    friend constexpr bool operator==(Dimension, Dimension) = default;
    friend constexpr Dimension operator*(Dimension a, Dimension b) {
        return {static_cast<signed char>(a.kg + b.kg), static_cast<signed char>(a.m + b.m),
                static_cast<signed char>(a.s + b.s), static_cast<signed char>(a.A + b.A),
                static_cast<signed char>(a.mol + b.mol)};
    }
    // this^(halves/2)
    constexpr Dimension power(int halves) const {
        auto p = [halves](signed char e) { return static_cast<signed char>(e * halves / 2); };
        return {p(kg), p(m), p(s), p(A), p(mol)};
    }
    friend constexpr Dimension operator/(Dimension a, Dimension b) { return a * b.power(-2); }
};

struct Unit {
    double si = 1; // one of this unit in SI
    Dimension dim{};
    std::string_view text = "1";
};

// The unit a text names, or nothing. Grammar: factors joined by ' ' or '/', each `[prefix]symbol[^n]`, `sqrt(unit)` or
// `1`.
constexpr std::optional<Unit> find_unit(std::string_view text);

// The same at compile time: a misspelt unit does not compile.
consteval Unit unit(std::string_view text) {
    auto u = find_unit(text);
    if (!u)
        throw "unknown unit";
    return *u;
}

// A number's text without a plus in front, which std::from_chars does not read. "+-1" stays, and is no number.
inline std::string_view without_plus(std::string_view text) {
    return text.starts_with('+') && !text.starts_with("+-") ? text.substr(1) : text;
}

// "10 min" as SI when a time is expected; what is wrong and how to mend it otherwise.
struct Quantity {
    double si = 0;
    std::string problem; // empty when the text was understood
};
Quantity parse_quantity(std::string_view text, const Unit& expected);

// A number for people: 7 significant digits at most, no trailing zeros.
std::string format_number(double value);
// The same with its unit, of an SI value: "20 ms", and a number alone where the unit is none.
std::string format_quantity(double si, const Unit& unit);

// ---------------------------------------------------------------------------------------------
namespace detail {
struct Symbol {
    std::string_view text;
    double si;
    Dimension dim;
};
inline constexpr Dimension second{.s = 2}, metre{.m = 2}, ampere{.A = 2}, mole{.mol = 2}, none{};
inline constexpr Dimension volt{.kg = 2, .m = 4, .s = -6, .A = -2};
inline constexpr Symbol symbols[] = {
    {"1", 1, none},
    {"%", 0.01, none},
    {"rad", 1, none},
    {"s", 1, second},
    {"min", 60, second},
    {"h", 3600, second},
    {"d", 86400, second},
    {"day", 86400, second},
    {"days", 86400, second},
    {"week", 604800, second},
    {"weeks", 604800, second},
    {"sec", 1, second},
    {"Hz", 1, Dimension{.s = -2}},
    {"m", 1, metre},
    {"A", 1, ampere},
    {"V", 1, volt},
    {"C", 1, Dimension{.s = 2, .A = 2}},
    {"g", 1e-3, Dimension{.kg = 2}},
    {"Pa", 1, Dimension{.kg = 2, .m = -2, .s = -4}},
    {"mol", 1, mole},
    {"M", 1e3, Dimension{.m = -6, .mol = 2}},
    {"L", 1e-3, Dimension{.m = 6}},
};
struct Prefix {
    std::string_view text;
    double factor;
};
inline constexpr Prefix prefixes[] = {{"p", 1e-12}, {"n", 1e-9}, {"u", 1e-6}, {"µ", 1e-6},
                                      {"m", 1e-3},  {"c", 1e-2}, {"k", 1e3},  {"M", 1e6}};

constexpr const Symbol* find_symbol(std::string_view t) {
    for (const auto& s : symbols)
        if (s.text == t)
            return &s;
    return nullptr;
}
constexpr bool symbol(std::string_view t, double& si, Dimension& dim) {
    if (const auto* s = find_symbol(t))
        return si = s->si, dim = s->dim, true;
    for (const auto& p : prefixes)
        if (t.starts_with(p.text)) {
            const auto rest = t.substr(p.text.size());
            const auto* s = find_symbol(rest);
            if (s && rest != "1" && rest != "%" && rest != "min" && rest != "h" && !rest.starts_with("d") &&
                !rest.starts_with("week"))
                return si = p.factor * s->si, dim = s->dim, true;
        }
    return false;
}
constexpr double root(double x) { // Newton; exact enough for powers of ten
    double r = x < 1 ? 1 : x;
    for (int k = 0; k < 200; ++k)
        r = 0.5 * (r + x / r);
    return r;
}
} // namespace detail

constexpr std::optional<Unit> find_unit(std::string_view text) {
    Unit out{1, {}, text};
    std::string_view rest = text;
    bool divide = false;
    if (rest.empty())
        return std::nullopt;
    while (true) {
        std::size_t end = 0;
        int depth = 0;
        while (end < rest.size() && (depth > 0 || (rest[end] != ' ' && rest[end] != '/'))) {
            depth += rest[end] == '(' ? 1 : rest[end] == ')' ? -1 : 0;
            ++end;
        }
        std::string_view token = rest.substr(0, end);
        double si = 1;
        Dimension dim{};
        if (token.starts_with("sqrt(") && token.ends_with(")")) {
            auto inner = find_unit(token.substr(5, token.size() - 6));
            if (!inner)
                return std::nullopt;
            si = detail::root(inner->si);
            dim = inner->dim.power(1);
        } else {
            int power = 1;
            if (auto hat = token.find('^'); hat != std::string_view::npos) {
                if (hat + 2 != token.size() || token[hat + 1] < '1' || token[hat + 1] > '9')
                    return std::nullopt;
                power = token[hat + 1] - '0';
                token = token.substr(0, hat);
            }
            double one = 1;
            Dimension d{};
            if (!detail::symbol(token, one, d))
                return std::nullopt;
            for (int k = 0; k < power; ++k)
                si *= one;
            dim = d.power(2 * power);
        }
        out.si = divide ? out.si / si : out.si * si;
        out.dim = divide ? out.dim / dim : out.dim * dim;
        if (end == rest.size())
            return out;
        divide = rest[end] == '/';
        rest = rest.substr(end + 1);
    }
}

} // namespace rewire
