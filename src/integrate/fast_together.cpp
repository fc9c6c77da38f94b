// Several threads at one brain: each has some of its regions.
#include <algorithm>
#include <chrono>

#include "integrate/fast.hpp"

namespace rewire::integrate {

// What a step sends is read by the next one's gather: threads meet in between.
template <class R>
void FastRun<R>::step_together(std::int64_t steps) {
    const std::size_t n = team_->size(), chunk = 64, chunks = (cells_.lanes + chunk - 1) / chunk;
    team_->run([&](std::size_t me) {
        const std::size_t first = std::min(chunks * me / n * chunk, cells_.lanes),
                          last = std::min(chunks * (me + 1) / n * chunk, cells_.lanes);
        for (std::int64_t s = 0; s < steps; ++s) {
            auto &from = s % 2 == 0 ? sent_ : sent_next_, &to = s % 2 == 0 ? sent_next_ : sent_;
            step_share({0, 1, first, last - first}, at_[me], step_ + s, from, to);
            team_->meet();
        }
    });
    if (steps % 2 != 0)
        std::swap(sent_, sent_next_);
    step_ += steps;
}

template <class R>
void FastRun<R>::step_shared(std::int64_t steps) {
    const bool looking = pace_.seconds > 0 && pace_.wait-- <= 0, together = pace_.together != looking;
    const auto begun = std::chrono::steady_clock::now();
    if (together)
        step_together(steps);
    else
        for (std::int64_t s = 0; s < steps; ++s)
            step_instant();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count() /
                           static_cast<double>(std::max<std::int64_t>(steps, 1));
    if (!looking) {
        pace_.seconds = pace_.seconds > 0 ? 0.9 * pace_.seconds + 0.1 * seconds : seconds;
        return;
    }
    const bool better = seconds < 0.9 * pace_.seconds;
    pace_.patience = better ? 32 : std::min<std::int64_t>(2 * pace_.patience, 1 << 16);
    pace_.wait = pace_.patience;
    if (better) {
        pace_.together = together;
        pace_.seconds = seconds;
    }
}

template void FastRun<float>::step_together(std::int64_t);
template void FastRun<double>::step_together(std::int64_t);
template void FastRun<float>::step_shared(std::int64_t);
template void FastRun<double>::step_shared(std::int64_t);

} // namespace rewire::integrate
