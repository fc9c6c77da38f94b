#pragma once
#include <algorithm>
#include <functional>
#include <string_view>

namespace rewire::study {

// How a use case tells how far it is, and learns whether to go on. Called one at a time, from any of its threads.
struct Watch {
    std::function<bool(double)> goes_on = {};          // told the share of the stage that is done; false stops
    std::function<void(std::string_view)> begins = {}; // told what is done now: a stage
    bool on(double share) const { return !goes_on || goes_on(share); }
};

// A stage, and how much of it is done: from 0 to 1, and never less than it was, though people who are screened by waves
// are fewer than was thought.
class Stage {
public:
    Stage(const Watch& watch, std::string_view what) : watch_(watch) {
        if (watch.begins)
            watch.begins(what);
    }
    bool on(double share) {
        share_ = std::clamp(share, share_, 1.0);
        return went_on_ = went_on_ && watch_.on(share_);
    }
    bool end() { return on(1); }
    bool went_on() const { return went_on_; }

private:
    const Watch& watch_;
    double share_ = 0;
    bool went_on_ = true;
};

} // namespace rewire::study
