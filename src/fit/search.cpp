#include "fit/search.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "fit/cma_es.hpp"

namespace rewire::fit {
namespace {

struct Stopped {};

} // namespace

unsigned population_of(const SearchOptions& o, std::size_t n) {
    if (o.population > 0)
        return o.population;
    return std::max(5u, 4u + static_cast<unsigned>(3 * std::log(static_cast<double>(n))));
}

double mirrored(double share) {
    const double s = std::abs(std::remainder(share, 2.0)); // period 2, even
    return std::min(s, 1.0);
}

SearchResult search(const std::vector<SearchParameter>& parameters, const Objective& objective, const SearchOptions& o,
                    const KnownPoints& known,
                    const std::function<bool(const std::vector<double>&, double)>& evaluated) {
    check(parameters, "search");
    const auto population = population_of(o, parameters.size());
    if (population < 5)
        throw InputError("population", "CMA-ES needs at least 5 points a generation");
    if (!(o.step > 0 && o.step <= 1))
        throw InputError("step", "is a share of the range, above 0 and up to 1; try 0.2");
    constexpr double could_not = 1e300;
    SearchResult out;
    KnownPoints seen = known;
    bool first = true;
    const auto look = [&](const std::vector<double>& values) {
        auto at = seen.find(values);
        if (at == seen.end()) {
            const double cost = objective(values);
            at = seen.emplace(values, cost).first;
            ++out.asked;
            if (evaluated && !evaluated(values, cost))
                out.stopped = true;
        }
        ++out.points;
        const double cost = std::isnan(at->second) ? could_not : at->second;
        if (first || cost < out.at_best) {
            out.best = values;
            out.at_best = cost;
        }
        if (first)
            out.at_start = cost;
        first = false;
        if ((out.points - 1) % population == 0)
            out.course.push_back(out.at_best);
        if (out.stopped)
            throw Stopped{};
        return cost;
    };
    try {
        const auto start = starts(parameters);
        look(start);
        if (o.generations > 0)
            cma_es({shares_of(parameters, start), o.step, population, o.generations, o.seed},
                   [&](const std::vector<double>& x) {
                       std::vector<double> inside;
                       for (const double s : x)
                           inside.push_back(mirrored(s));
                       return look(values_at(parameters, inside));
                   });
    } catch (const Stopped&) {
    }
    for (double* cost : {&out.at_start, &out.at_best})
        if (*cost == could_not)
            *cost = std::nan("");
    return out;
}

} // namespace rewire::fit
