// A loop whose rounds may run side by side.
#pragma once
#include <cstddef>
#include <tbb/parallel_for.h>

#if defined(REWIRE_WATCH_THREADS)
#include <sanitizer/tsan_interface.h>
#endif

namespace rewire {
namespace detail {
// The thread sanitizer does not see how oneTBB hands work over (the distribution's library is not built with it): what
// came before the loop is before every round, and every round is before what comes after the loop. Marks of the
// program, not of the loop: a round must find them without reading what was handed over.
inline char begun = 0, ended = 0;
inline void give([[maybe_unused]] char& mark) {
#if defined(REWIRE_WATCH_THREADS)
    __tsan_release(&mark);
#endif
}
inline void take([[maybe_unused]] char& mark) {
#if defined(REWIRE_WATCH_THREADS)
    __tsan_acquire(&mark);
#endif
}
// Gives or takes the mark when its scope ends, also by what is thrown.
template <void (*hand_over)(char&)>
struct AtEnd {
    ~AtEnd() { hand_over(ended); }
};
} // namespace detail

// body(0) to body(count - 1), in any order, on as many threads as tbb::global_control allows. What a body throws ends
// the loop and is thrown from here.
template <class Body>
void parallel_for(std::size_t count, const Body& body) {
    const auto round = [&](std::size_t k) {
        detail::take(detail::begun);
        const detail::AtEnd<detail::give> ending;
        body(k);
    };
    const detail::AtEnd<detail::take> joining;
    detail::give(detail::begun);
    tbb::parallel_for(std::size_t{0}, count, round);
}

} // namespace rewire
