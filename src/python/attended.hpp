// Work that Python waits for: on a thread of its own, without the interpreter's lock, while the thread that asked shows
// progress and listens for Ctrl-C.
#pragma once
#include <chrono>
#include <exception>
#include <future>
#include <mutex>
#include <optional>
#include <pybind11/pybind11.h>
#include <string>

#include "study/watch.hpp"

namespace rewire::python {

namespace py = pybind11;

class Attention {
public:
    explicit Attention(py::object progress) : progress_(std::move(progress)) {}
    void into(study::Watch& watch) {
        watch.begins = [this](std::string_view stage) {
            const std::lock_guard lock(telling_);
            stage_ = stage;
            share_ = 0;
        };
        watch.goes_on = [this](double share) {
            const std::lock_guard lock(telling_);
            share_ = share;
            return !stop_;
        };
    }
    // With the interpreter's lock. Whatever Python raises (Ctrl-C, or the progress function itself) is kept, and stops
    // the work.
    void look() {
        if (raised_)
            return;
        if (PyErr_CheckSignals() != 0)
            return keep();
        if (progress_.is_none())
            return;
        std::unique_lock lock(telling_);
        const auto stage = stage_;
        const double share = share_;
        lock.unlock();
        if (stage.empty() || (stage == told_stage_ && share == told_share_))
            return;
        told_stage_ = stage;
        told_share_ = share;
        try {
            progress_(stage, share);
        } catch (py::error_already_set& e) {
            e.restore();
            keep();
        }
    }
    void raise_if_any() {
        if (raised_)
            throw py::error_already_set(std::move(*raised_));
    }

private:
    void keep() {
        raised_.emplace();
        const std::lock_guard lock(telling_);
        stop_ = true;
    }
    py::object progress_;
    std::mutex telling_;
    std::string stage_, told_stage_;
    double share_ = 0, told_share_ = -1;
    bool stop_ = false;
    std::optional<py::error_already_set> raised_;
};

// What `work(attention)` returns; what it throws, or what Python raised meanwhile.
template <class Work>
auto attended(py::object progress, Work&& work) {
    using namespace std::chrono_literals;
    Attention attention(std::move(progress));
    auto done = [&] {
        const py::gil_scoped_release free;
        auto future = std::async(std::launch::async, [&] { return work(attention); });
        // The first looks come soon: what is quick ends without a wait.
        for (auto wait = 1ms; future.wait_for(wait) != std::future_status::ready; wait = std::min(2 * wait, 50ms)) {
            const py::gil_scoped_acquire lock;
            attention.look();
        }
        return future;
    }();
    attention.look();
    attention.raise_if_any();
    return done.get();
}

} // namespace rewire::python
