// Lives a scenario that is given as text, and prints the mean of what was read at each visit.
#include <cstdio>

#include "simulate/year.hpp"
#include "study/life_job.hpp"

int main() {
    const auto job = rewire::study::life_job(
        "[history]\nlife = [\"ordinary for 1 week\"]\n[visits]\nweeks = [0, 2]\n"
        "instruments = [\"gad7\"]\n",
        "own.toml", {});
    const auto cohort = rewire::simulate::live(job.model, job.calendar, {.people = 4, .seed = 1});
    std::printf("%zu people, %016llx\n", cohort.people.size(),
                static_cast<unsigned long long>(rewire::simulate::hash_of(cohort.people)));
}
