// Virtual people of whom nobody has lived: a ranking whose answer is known.
#pragma once
#include <functional>

#include "trial/rank.hpp"

namespace rewire::testing {

// Candidates "one" and "two" (and what they are held against); a scale, and a sign that is read once.
struct MadeRanking {
    static constexpr std::size_t n = 400;
    trial::RankDesign d;
    trial::RankLives l;
    MadeRanking() {
        model::Instrument scale;
        scale.name = "scale";
        scale.says = "Scale, made up";
        scale.unit = "points";
        scale.high = 40;
        scale.noise = 2;
        scale.outcome = model::Instrument::Outcome{};
        scale.outcome->response = 0.5;
        model::Instrument sign;
        sign.name = "sign";
        sign.says = "Sign, made up";
        sign.low = -10;
        sign.high = 10;
        sign.noise = 0.5;
        model::Calendar c;
        c.instruments = {scale, sign};
        c.visits = {0};
        d.instrument = "scale";
        d.people = n;
        d.day = 84;
        d.arms = {{"one", true, false, 2}, {"two", true, false, 2}, {"waiting", false, false, {}}};
        d.groups.push_back({c, {}});
        d.persons.push_back({"somebody", 0, {{0, 0, 20}, {0, 1, 1}}, 20});
        l.who.resize(n);
        l.people.resize(n);
        l.now.assign(n, 20);
        l.now_rated = l.now;
        l.failed.assign(n, false);
        l.outcome = l.outcome_rated = Matrix(n, 3);
    }
    // f(person, arm): the outcome; `sign`: what is true of it. Rated they are as they are.
    void live(const std::function<double(std::size_t)>& sign,
              const std::function<double(std::size_t, std::size_t)>& f) {
        l.truth.clear();
        for (std::size_t i = 0; i < n; ++i) {
            l.truth.push_back(Matrix(1, 2, std::vector<double>{20, sign(i)}));
            for (std::size_t a = 0; a < 3; ++a)
                l.outcome(i, a) = l.outcome_rated(i, a) = f(i, a);
        }
        l.rated = l.truth;
    }
    static double normal(std::size_t i, const char* what) {
        return model::Luck(9, static_cast<std::uint32_t>(i)).normal(what);
    }
};

} // namespace rewire::testing
