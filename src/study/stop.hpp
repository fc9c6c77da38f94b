// Whether to go on, asked of a watch that may change its mind: once it said no, it is not asked again.
#pragma once
#include "study/watch.hpp"

namespace rewire::study {

class Stop { // one thread at a time; the watch must outlive it
public:
    explicit Stop(const Watch& watch) : watch_(watch) {}
    bool goes_on(double share) { return !asked_ && !(asked_ = !watch_.on(share)); }
    bool asked() const { return asked_; }

private:
    const Watch& watch_;
    bool asked_ = false;
};

} // namespace rewire::study
