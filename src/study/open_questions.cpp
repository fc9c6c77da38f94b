#include "study/open_questions.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/number.hpp"
#include "model/people.hpp"
#include "simulate/year.hpp"

namespace rewire::study {

std::vector<scenario::Setting> another_guess(const life::LifeModel& model, std::uint64_t seed, std::uint32_t draw) {
    constexpr double spread = 0.2; // of the logarithm: a guess is seldom wrong by more than a half
    const model::Luck luck(seed, draw);
    std::vector<scenario::Setting> out;
    for (const auto* e : model.mechanisms())
        for (const auto& p : e->params) {
            const auto says = [&](std::string_view word) { return p.note.find(word) != p.note.npos; };
            if (p.value == 0 || !p.note.starts_with("assumed") || says("calibrated") || says("by hand") ||
                says("published"))
                continue;
            const auto name = fmt::format("{}.{}", e->name, p.name);
            out.push_back({name,
                           fmt::format("{} {}", p.value * std::exp(spread * luck.normal("guess " + name)), p.unit.text),
                           0, 0});
        }
    return out;
}

double OpenAnswer::share() const {
    const double all = assumed * assumed + as_shipped.error * as_shipped.error;
    return all > 0 ? assumed * assumed / all : 0;
}
std::string OpenAnswer::reading(double neutral) const {
    const double beyond = as_shipped.value - neutral;
    if (!as_shipped.failure.empty() || !(std::abs(beyond) > 2 * std::hypot(assumed, as_shipped.error)))
        return "cannot tell";
    return beyond > 0 ? "higher" : "lower";
}

std::vector<OpenAnswer> answers_of(std::size_t questions, const life::LifeModel& model, std::uint64_t seed,
                                   std::uint32_t guesses, const Ask& ask) {
    std::vector<OpenAnswer> out(questions);
    const auto shipped = ask({});
    if (shipped.size() != questions)
        return {};
    std::vector<std::vector<double>> values(questions);
    for (std::uint32_t k = 0; k < guesses; ++k) {
        const auto answers = ask(another_guess(model, seed, k));
        if (answers.size() != questions)
            return {};
        for (std::size_t q = 0; q < questions; ++q)
            if (answers[q].failure.empty())
                values[q].push_back(answers[q].value);
    }
    for (std::size_t q = 0; q < questions; ++q) {
        out[q].as_shipped = shipped[q];
        out[q].guesses = values[q].size();
        if (values[q].size() > 1)
            out[q].assumed = simulate::spread_of(values[q]).sd;
    }
    return out;
}

} // namespace rewire::study
