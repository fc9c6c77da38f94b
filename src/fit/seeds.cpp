#include "fit/seeds.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace rewire::fit {

std::vector<unsigned> seeds_needed(const std::vector<ModelAnswer>& by_one, const std::vector<double>& sd,
                                   const SeedOptions& o) {
    expects(by_one.size() == sd.size(), "one sd an answer");
    std::vector<unsigned> out(sd.size(), 1);
    if (!(o.noise > 0))
        return out;
    for (std::size_t k = 0; k < sd.size(); ++k) {
        const double times = std::pow(by_one[k].error / (o.noise * sd[k]), 2);
        if (times > 1)
            out[k] = times >= o.most ? std::max(o.most, 1u) : static_cast<unsigned>(std::ceil(times));
    }
    return out;
}

Evaluate over_seeds(const std::vector<unsigned>& seeds, const EvaluateBySeed& evaluate) {
    struct Part {
        std::vector<std::size_t> questions;
        Evaluate evaluate;
    };
    std::vector<Part> parts;
    const unsigned most = seeds.empty() ? 0 : std::ranges::max(seeds);
    for (unsigned s = 0; s < most; ++s) {
        std::vector<std::size_t> asked;
        for (std::size_t k = 0; k < seeds.size(); ++k)
            if (seeds[k] > s)
                asked.push_back(k);
        parts.push_back({asked, evaluate(s, asked)});
    }
    return [parts = std::move(parts), seeds](const std::vector<double>& values) {
        std::vector<ModelAnswer> out(seeds.size());
        for (const auto& part : parts) {
            const auto answers = part.evaluate(values);
            expects(answers.size() == part.questions.size(), "one answer a question");
            for (std::size_t i = 0; i < answers.size(); ++i) {
                auto& sum = out[part.questions[i]];
                const double n = seeds[part.questions[i]];
                sum.value += answers[i].value / n; // NaN stays
                sum.error = std::hypot(sum.error, answers[i].error / n);
                if (sum.failure.empty())
                    sum.failure = answers[i].failure;
            }
        }
        for (auto& a : out)
            if (!a.failure.empty())
                a = {std::nan(""), 0, a.failure};
        return out;
    };
}

} // namespace rewire::fit
