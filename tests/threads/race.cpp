// Is the thread sanitizer awake? Rounds that each write their own place are in order, and what the loop leaves is there
// to be read; rounds that count in one place (any argument) must be reported.
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "base/parallel.hpp"

int main(int arguments, char**) {
    std::vector<std::size_t> own(64, 1);
    std::size_t shared = 0;
    rewire::parallel_for(own.size(), [&](std::size_t k) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // so that other threads join in
        own[k] = k;
        if (arguments > 1)
            ++shared;
    });
    std::size_t sum = 0;
    for (const auto v : own)
        sum += v;
    std::printf("%zu %zu\n", sum, shared);
    return sum == 2016 ? 0 : 1;
}
