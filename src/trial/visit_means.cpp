#include "trial/visit_means.hpp"

#include <cmath>

#include "trial/moments.hpp"

namespace rewire::trial {

VisitMean mean_with_interval(const std::vector<double>& values) {
    const auto m = moments_of(values);
    VisitMean out{m.count, m.count > 0 ? m.mean : std::nan(""), std::nan(""), {std::nan(""), std::nan("")}};
    if (m.count < 2)
        return out;
    const double n = static_cast<double>(m.count);
    out.sd = std::sqrt(m.variance());
    const double wide = t_quantile(0.975, n - 1) * out.sd / std::sqrt(n);
    out.interval = {m.mean - wide, m.mean + wide};
    return out;
}

std::vector<VisitMean> visit_means(const Design& d, const TrialCohort& c, std::size_t arm, std::size_t instrument) {
    std::vector<VisitMean> out;
    for (std::size_t v = 0; v < d.weeks.size(); ++v) {
        std::vector<double> values;
        for (const auto& p : c.people)
            if (static_cast<std::size_t>(p.arm) == arm)
                values.push_back(p.score(v, instrument));
        out.push_back(mean_with_interval(values));
    }
    return out;
}

} // namespace rewire::trial
