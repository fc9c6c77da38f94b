// Threads that take the same short steps together: they meet after each, some microseconds apart, which is too often to
// be woken for. Whoever waits spins a while, then lets others have the core.
#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace rewire::integrate {

class Team {
public:
    explicit Team(std::size_t threads); // the caller among them
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    std::size_t size() const { return others_.size() + 1; }
    void run(const std::function<void(std::size_t)>& work); // work(0) ... work(size() - 1) at once; it may not throw
    void meet();                                            // from within work: returns when all have come

private:
    void serve(std::size_t me);

    const std::function<void(std::size_t)>* work_ = nullptr;
    std::atomic<std::size_t> asked_{0}, here_{0}, met_{0};
    std::atomic<bool> over_{false};
    std::vector<std::jthread> others_;
};

} // namespace rewire::integrate
