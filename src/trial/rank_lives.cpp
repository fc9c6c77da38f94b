#include "trial/rank_lives.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace rewire::trial {
namespace {

class Living {
public:
    Living(const RankDesign& d, std::size_t group, const life::LifeModel& model, const RankLiving& o)
        : d_(d), group_(d.groups[group]), model_(model), o_(o) {
        const auto length = [](const model::Calendar& c) { return static_cast<double>(c.last - c.first + 1); };
        all_ = 2 * length(group_.known); // about as many are sent home
        for (const auto& c : group_.lives)
            all_ += length(c);
    }
    RankLives live() {
        live_so_far();
        if (out_.whole)
            live_on();
        return std::move(out_);
    }

private:
    simulate::LiveOptions options(const model::Calendar& c, double times) {
        const double share = times * static_cast<double>(c.last - c.first + 1) / all_;
        simulate::LiveOptions o{.people = d_.people,
                                .seed = d_.seed,
                                .threads = o_.threads,
                                .record = false,
                                .done = [=, this](double part) {
                                    out_.whole =
                                        out_.whole && (!o_.done || o_.done(ready_ + share * std::min(part, 1.0)));
                                    return out_.whole;
                                }};
        return o;
    }
    void lived(const model::Calendar& c, double times) {
        ready_ += times * static_cast<double>(c.last - c.first + 1) / all_;
    }
    void live_so_far() {
        const auto& c = group_.known;
        auto cohort = simulate::live(model_, c, options(c, 2));
        if (!out_.whole)
            return;
        lived(c, 2);
        if (cohort.people.size() < d_.people)
            throw InputError("[rank]", fmt::format("take another population, or fewer people; of {} candidates {} "
                                                   "could be enrolled in {}, and {} are wanted",
                                                   cohort.tried, cohort.people.size(), c.population, d_.people));
        out_.assessed = cohort.tried;
        const auto row = static_cast<std::size_t>(d_.now - c.first);
        for (auto& p : cohort.people) {
            const model::Luck luck(d_.seed, p.index);
            out_.who.push_back(p.index);
            out_.people.push_back(c.demography.of(luck));
            Matrix truth(c.visits.size(), c.instruments.size(), 0);
            for (std::size_t v = 0; v < c.visits.size(); ++v)
                std::ranges::copy(p.days.row(static_cast<std::size_t>(c.visits[v] - c.first)), truth.row(v).begin());
            out_.truth.push_back(std::move(truth));
            out_.failed.push_back(!p.failure.empty());
            out_.now.push_back(p.days(row, d_.primary));
            out_.now_rated.push_back(d_.outcome().rated(out_.now.back(), d_.now, luck, &out_.people.back()));
            out_.rated.push_back(std::move(p.visits));
        }
        out_.outcome = out_.outcome_rated = Matrix(d_.people, d_.arms.size(), std::nan(""));
    }
    void live_on() {
        std::vector<std::size_t> chosen;
        if (o_.chosen)
            chosen = o_.chosen(out_);
        else
            for (std::size_t k = 0; k < d_.people; ++k)
                chosen.push_back(k);
        std::erase_if(chosen, [&](std::size_t k) { return out_.failed[k]; });
        std::vector<std::uint32_t> who;
        for (const auto k : chosen)
            who.push_back(out_.who[k]);
        for (std::size_t a = 0; a < d_.arms.size() && out_.whole; ++a) {
            const auto& c = group_.lives[a];
            const auto people = simulate::live_these(model_, c, who, options(c, 1));
            lived(c, 1);
            for (std::size_t k = 0; k < who.size() && out_.whole; ++k) {
                const auto& p = people[k];
                if (!p.failure.empty())
                    out_.failed[chosen[k]] = true;
                out_.outcome(chosen[k], a) = p.days(static_cast<std::size_t>(d_.day - c.first), 0);
                out_.outcome_rated(chosen[k], a) = p.visits(c.visits.size() - 1, 0);
            }
        }
        for (std::size_t k = 0; k < d_.people; ++k)
            out_.failures += out_.failed[k] ? 1 : 0;
    }

    const RankDesign& d_;
    const RankGroup& group_;
    const life::LifeModel& model_;
    const RankLiving& o_;
    RankLives out_;
    double all_ = 0, ready_ = 0;
};

} // namespace

bool RankLives::too_many_failed() const {
    constexpr double most = 0.05; // more are no accident
    return static_cast<double>(failures) > most * static_cast<double>(who.size());
}
std::uint64_t RankLives::hash() const {
    Hash h;
    for (const auto& m : truth)
        h.add(m.values());
    h.add(std::span<const double>(now));
    h.add(outcome.values());
    h.add(outcome_rated.values());
    return h.value();
}

RankLives live(const RankDesign& design, std::size_t group, const life::LifeModel& model, const RankLiving& options) {
    return Living(design, group, model, options).live();
}

} // namespace rewire::trial
