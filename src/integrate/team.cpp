#include "integrate/team.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rewire::integrate {
namespace {

void breathe(std::size_t waited) {
    if (waited % 4096 == 4095)
        std::this_thread::yield(); // somebody else may hold the core that the others need
#if defined(__x86_64__)
    else
        _mm_pause();
#endif
}

} // namespace

Team::Team(std::size_t threads) {
    for (std::size_t k = 1; k < threads; ++k)
        others_.emplace_back([this, k] { serve(k); });
}

Team::~Team() {
    over_ = true;
    ++asked_;
    asked_.notify_all();
}

void Team::serve(std::size_t me) {
    for (std::size_t seen = 0;;) {
        for (std::size_t waited = 0; asked_.load(std::memory_order_acquire) == seen; ++waited) {
            if (waited < 100'000)
                breathe(waited);
            else
                asked_.wait(seen); // nobody asks for a while
        }
        ++seen;
        if (over_)
            return;
        (*work_)(me);
        meet();
    }
}

void Team::run(const std::function<void(std::size_t)>& work) {
    work_ = &work;
    asked_.fetch_add(1, std::memory_order_release);
    asked_.notify_all();
    work(0);
    meet();
}

void Team::meet() {
    const std::size_t meeting = met_.load(std::memory_order_acquire);
    if (here_.fetch_add(1, std::memory_order_acq_rel) + 1 == size()) {
        here_.store(0, std::memory_order_relaxed);
        met_.fetch_add(1, std::memory_order_release);
        return;
    }
    for (std::size_t waited = 0; met_.load(std::memory_order_acquire) == meeting; ++waited)
        breathe(waited);
}

} // namespace rewire::integrate
