// Virtual people live what a person has lived, and then every candidate, each with the same luck.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "simulate/year.hpp"
#include "trial/rank_design.hpp"

namespace rewire::trial {

struct RankLives { // of one group; all lists are of its people, in order
    std::vector<std::uint32_t> who;
    std::vector<model::AgeAndSex> people;
    std::vector<Matrix> truth, rated;   // visit x instrument of the life so far
    std::vector<double> now, now_rated; // of the outcome's instrument on that day
    Matrix outcome, outcome_rated;      // person x arm, on the day that is asked; NaN: not lived, or failed
    std::vector<bool> failed;           // their numbers broke, in the life so far or under a candidate
    std::size_t assessed = 0, failures = 0;
    bool whole = true;            // false: it was stopped
    bool too_many_failed() const; // for their numbers to be left out in good faith
    std::uint64_t hash() const;   // of everything above
};
struct RankLiving {
    int threads = 1;
    std::function<bool(double)> done = {}; // told the share that is ready; false stops early
    // Who lives the candidates, of those who have lived so far; none: everyone.
    std::function<std::vector<std::size_t>(const RankLives&)> chosen = {};
};
// Days that are lived for one virtual person, about: twice as many are screened as enrolled.
double days_of(const RankDesign& design, std::size_t group, bool everyone);
// InputError where too few of the population are enrolled.
RankLives live(const RankDesign& design, std::size_t group, const life::LifeModel& model, const RankLiving& options);

} // namespace rewire::trial
