#include "trial/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "trial/allocation.hpp"
#include "trial/chance.hpp"

namespace rewire::trial {
namespace {

class Drawing {
public:
    Drawing(const Design& d, const Pool& pool) : d_(d), pool_(pool), reading_(d, pool), contrasts_(d) {}

    Drawn trial(std::size_t people, std::size_t number, bool null) const {
        Hash h;
        h.add("replicate");
        h.add(d_.seed);
        h.add(std::uint64_t{people});
        h.add(std::uint64_t{number});
        const auto seed = h.value();
        const std::size_t measures = d_.instruments().size();
        std::vector<std::size_t> who(people);
        std::vector<int> stratum(people), arm;
        Matrix start(people, measures);
        for (std::size_t k = 0; k < people; ++k) {
            const model::Luck luck(seed, number_of(d_, k));
            const double n = static_cast<double>(pool_.people());
            who[k] = std::min(static_cast<std::size_t>(luck.uniform("who is drawn") * n), pool_.people() - 1);
            reading_.start(who[k], luck, start.row(k));
            stratum[k] = stratum_of(d_, pool_.life(who[k], 0).who, start.row(k));
        }
        for (std::size_t first = 0, centre = 0; first < people; first += d_.centre, ++centre) {
            const auto here = std::span(stratum).subspan(first, std::min(d_.centre, people - first));
            const auto arms = allocate(here, d_.ratio, seed, static_cast<std::uint32_t>(centre));
            arm.insert(arm.end(), arms.begin(), arms.end());
        }
        Taken taken(d_, people);
        Participant p;
        std::size_t left = 0;
        for (std::size_t k = 0; k < people; ++k) {
            const model::Luck luck(seed, number_of(d_, k));
            reading_.course(who[k], null ? 0 : static_cast<std::size_t>(arm[k]), start.row(k), luck, p);
            taken.take(d_, k, p, arm[k], stratum[k]);
            left += p.seen < d_.weeks.size();
        }
        return {contrasts_.of(taken), static_cast<double>(left) / static_cast<double>(people)};
    }

private:
    const Design& d_;
    const Pool& pool_;
    Reading reading_;
    Contrasts contrasts_;
};

// People of the trials that are drawn, rising; the design's own among them.
std::vector<std::size_t> sizes_of(const Design& d, const ReplicateOptions& o) {
    std::vector<std::size_t> out{d.people};
    for (const double times : o.sizes) {
        expects(times > 0 && std::isfinite(times), "a trial is so many times as large");
        const auto people = static_cast<std::size_t>(std::lround(times * static_cast<double>(d.people)));
        out.push_back(std::max(people, 2 * d.arms.size()));
    }
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace

std::uint64_t Replicates::hash() const {
    Hash h;
    for (const auto& r : rows)
        for (const auto* c : {&r.found, &r.null}) {
            h.add(std::vector<double>{c->estimate, c->error, c->interval.low, c->interval.high, c->p});
            h.add(std::uint64_t{c->analysed});
        }
    return h.value();
}

Replicates replicate(const Design& d, const Pool& pool, const ReplicateOptions& o) {
    expects(o.replicates > 0 && o.alpha > 0 && o.alpha < 1, "there is a replicate, and alpha is between 0 and 1");
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(o.threads, 1)));
    Replicates out;
    out.replicates = o.replicates;
    out.people = d.people;
    out.pool = pool.people();
    out.pool_failed = pool.failed();
    out.alpha = o.alpha;
    const auto sizes = sizes_of(d, o);
    const Drawing drawing(d, pool);
    // Rounds: every size, then the null of the design's own.
    std::vector<std::vector<Drawn>> drawn(sizes.size() + 1, std::vector<Drawn>(o.replicates));
    const std::size_t rounds = drawn.size() * o.replicates, together = 128;
    for (std::size_t first = 0; first < rounds; first += together) {
        out.whole = !o.done || o.done(static_cast<double>(first) / static_cast<double>(rounds));
        if (!out.whole)
            return out;
        parallel_for(std::min(together, rounds - first), [&](std::size_t k) {
            const std::size_t size = (first + k) / o.replicates, number = (first + k) % o.replicates;
            const bool null = size == sizes.size();
            drawn[size][number] = drawing.trial(null ? d.people : sizes[size], number, null);
        });
    }
    const auto planned = static_cast<std::size_t>(std::ranges::find(sizes, d.people) - sizes.begin());
    for (const auto& one : drawn[planned])
        out.dropout += one.left / static_cast<double>(o.replicates);
    const PoolFacts facts(d, pool);
    for (std::size_t e = 0; e < d.endpoints.size(); ++e)
        for (std::size_t a = 1; a < d.arms.size(); ++a)
            out.chances.push_back(chance_of(facts, {e, a, planned, o.alpha}, sizes, drawn));
    for (std::size_t r = 0; r < o.replicates; ++r)
        for (std::size_t e = 0; e < d.endpoints.size(); ++e)
            for (std::size_t a = 1; a < d.arms.size(); ++a)
                out.rows.push_back({r + 1, e, a, drawn[planned][r].found[e][a - 1], drawn.back()[r].found[e][a - 1]});
    return out;
}

} // namespace rewire::trial
