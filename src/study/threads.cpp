#include "study/threads.hpp"

#include <algorithm>
#include <thread>

#include "base/error.hpp"

namespace rewire::study {

int threads_from(int asked) {
    if (asked < 0)
        throw InputError("--threads", "must be 0 (all) or more");
    return asked > 0 ? asked : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

} // namespace rewire::study
