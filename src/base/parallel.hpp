// A loop whose rounds may run side by side.
#pragma once
#include <cstddef>
#include <tbb/parallel_for.h>

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace rewire {
namespace detail {
// The thread sanitizer does not see how oneTBB hands work over (the distribution's library is not built with it): what
// came before the loop is before every round, and every round is before what comes after the loop.
inline void give([[maybe_unused]] char& at) {
#if defined(__SANITIZE_THREAD__)
    __tsan_release(&at);
#endif
}
inline void take([[maybe_unused]] char& at) {
#if defined(__SANITIZE_THREAD__)
    __tsan_acquire(&at);
#endif
}
} // namespace detail

// body(0) to body(count - 1), in any order, on as many threads as tbb::global_control allows. What a body throws ends
// the loop and is thrown from here.
template <class Body>
void parallel_for(std::size_t count, const Body& body) {
    char begun = 0, ended = 0;
    struct Ending {
        char& at;
        ~Ending() { detail::give(at); }
    };
    struct Joining {
        char& at;
        ~Joining() { detail::take(at); }
    };
    detail::give(begun);
    const Joining joining{ended};
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t k) {
        detail::take(begun);
        const Ending ending{ended};
        body(k);
    });
}

} // namespace rewire
