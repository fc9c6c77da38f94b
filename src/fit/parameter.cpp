#include "fit/parameter.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/unit.hpp"

namespace rewire::fit {

void check(const std::vector<SearchParameter>& parameters, const std::string& file) {
    if (parameters.empty())
        throw InputError(file, "names no parameter; at least one is expected");
    Problems problems;
    const auto wrong = [&](const SearchParameter& p, std::string what) {
        problems.add({file, 0, 0, fmt::format("{}: {}", p.name, what), {}});
    };
    for (std::size_t k = 0; k < parameters.size(); ++k) {
        const auto& p = parameters[k];
        for (std::size_t j = 0; j < k; ++j)
            if (parameters[j].name == p.name)
                wrong(p, "is named twice");
        if (!std::isfinite(p.low) || !std::isfinite(p.high) || !(p.low < p.high))
            wrong(p, fmt::format("its range {} to {} is empty; the lower end comes first", format_number(p.low),
                                 format_number(p.high)));
        else if (!(p.start >= p.low && p.start <= p.high))
            wrong(p, fmt::format("it starts at {}, outside its range {} to {}", format_number(p.start),
                                 format_number(p.low), format_number(p.high)));
        if (p.log && !(p.low > 0))
            wrong(p, "is searched by ratios, so its lower end must be above 0; raise it, or set log = false");
        if (!(p.prior_sd > 0))
            wrong(p, "its prior needs a standard deviation above 0");
    }
    problems.raise_if_any();
}

double share_of(const SearchParameter& p, double value) {
    if (p.log)
        return std::log(value / p.low) / std::log(p.high / p.low);
    return (value - p.low) / (p.high - p.low);
}

double value_at(const SearchParameter& p, double share) {
    if (share <= 0)
        return p.low;
    if (share >= 1)
        return p.high;
    const double v = p.log ? p.low * std::exp(share * std::log(p.high / p.low)) : p.low + share * (p.high - p.low);
    return std::clamp(v, p.low, p.high);
}

std::vector<double> shares_of(const std::vector<SearchParameter>& p, const std::vector<double>& values) {
    expects(p.size() == values.size(), "one value a parameter");
    std::vector<double> out;
    for (std::size_t k = 0; k < p.size(); ++k)
        out.push_back(share_of(p[k], values[k]));
    return out;
}

std::vector<double> values_at(const std::vector<SearchParameter>& p, const std::vector<double>& shares) {
    expects(p.size() == shares.size(), "one share a parameter");
    std::vector<double> out;
    for (std::size_t k = 0; k < p.size(); ++k)
        out.push_back(value_at(p[k], shares[k]));
    return out;
}

std::vector<double> starts(const std::vector<SearchParameter>& p) {
    std::vector<double> out;
    for (const auto& one : p)
        out.push_back(one.start);
    return out;
}

double prior_misfit(const std::vector<SearchParameter>& p, const std::vector<double>& values) {
    double sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) {
        const double d = (share_of(p[k], values[k]) - share_of(p[k], p[k].start)) / p[k].prior_sd;
        sum += d * d;
    }
    return sum;
}

} // namespace rewire::fit
