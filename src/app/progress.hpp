// A bar with the time that is left, on a terminal; a line every tenth elsewhere. And whether the user wants to stop.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "study/watch.hpp"

namespace rewire::app {

// After this, Ctrl-C and SIGTERM are noted instead of ending the program; a second one ends it.
void watch_for_stop();
bool stop_asked();

class Progress {
public:
    explicit Progress(std::string what);
    void show(double share); // 0 ... 1
    void end();

private:
    std::string what_;
    std::chrono::steady_clock::time_point start_, shown_;
    int tenth_ = -1;
    bool terminal_, begun_ = false;
};

// A bar for each stage of what takes several, which Ctrl-C stops.
class Stages {
public:
    Stages() { watch_for_stop(); }
    void into(study::Watch& watch); // which must not be called after this is gone
    void end();

private:
    std::optional<Progress> bar_;
};

} // namespace rewire::app
