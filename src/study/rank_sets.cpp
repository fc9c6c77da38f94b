#include "study/rank_sets.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "study/evidence_draws.hpp"
#include "trial/rank_doubt.hpp"

namespace rewire::study {
namespace {

// Lives of every group under one set; none: it was stopped.
std::vector<trial::RankLives> lives_of(const trial::RankDesign& d, const LifeJob& job, int threads,
                                       const std::function<bool(double)>& done) {
    std::vector<trial::RankLives> out;
    for (std::size_t g = 0; g < d.groups.size(); ++g) {
        const auto told = [&, g](double share) {
            return done((static_cast<double>(g) + share) / static_cast<double>(d.groups.size()));
        };
        const auto carry = [&, g](const trial::RankLives& l) { return trial::who_carry(d, g, l); };
        out.push_back(trial::live(d, g, job.model, {.threads = threads, .done = told, .chosen = carry}));
        if (!out.back().whole)
            return {};
    }
    return out;
}

} // namespace

void check(const RankSets& o) {
    if (o.sets == 0 && !o.ensembles.empty())
        throw InputError("--ensemble", "add --sets 20; parameter sets are what the doubt is taken over");
    if (o.sets == 1 || o.sets > 1000)
        throw InputError("--sets", "0 (none) or from 2 to 1000 parameter sets are expected");
    if (std::ranges::find(o.ensembles, "none") != o.ensembles.end())
        throw InputError("--ensemble", "name a table, or house; of none there are no sets");
}

double days_of(const RankSets& o, const trial::RankDesign& d) {
    double days = 0;
    for (std::size_t g = 0; g < d.groups.size(); ++g)
        days += trial::days_of(d, g, false);
    return days * static_cast<double>(o.sets * d.people);
}

bool add_doubt(std::vector<trial::Ranking>& rankings, const RankSets& o, const scenario::PersonFile& file,
               const LifeJob& job, int threads, const std::function<bool(double)>& done) {
    const auto ensembles =
        ensembles_of(o.ensembles.empty() ? std::vector<std::string>{"house"} : o.ensembles, job.model);
    std::vector<std::vector<trial::SetAnswer>> answers(rankings.size());
    std::vector<std::size_t> unanswered(rankings.size());
    for (std::size_t k = 0; k < o.sets; ++k) {
        auto other = file;
        for (auto& s : settings_of(ensembles, k, file.settings))
            other.settings.push_back(std::move(s));
        const auto d = trial::rank_design(other, job.model, job.medicine, false);
        const auto lives = lives_of(d, job, threads, [&, k](double share) {
            return done((static_cast<double>(k) + share) / static_cast<double>(o.sets));
        });
        if (lives.empty())
            return false;
        for (std::size_t p = 0; p < rankings.size(); ++p) {
            const auto& l = lives[d.persons[p].group];
            const auto agreement = trial::agreements(d, l, d.persons[p].group, d.persons[p].readings);
            const bool someone = std::ranges::any_of(agreement, [](double a) { return std::isfinite(a); });
            if (l.too_many_failed() || !someone)
                ++unanswered[p];
            else
                answers[p].push_back(trial::answer_of(d, l, trial::rank(d, l, p, 0)));
        }
    }
    for (std::size_t p = 0; p < rankings.size(); ++p)
        trial::add_doubt(rankings[p], answers[p], unanswered[p]);
    return true;
}

} // namespace rewire::study
