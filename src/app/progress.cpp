#include "app/progress.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

#include "base/words.hpp"

namespace rewire::app {
namespace {

volatile std::sig_atomic_t stop = 0;

std::string clock_text(double seconds) {
    const int s = static_cast<int>(seconds + 0.5);
    return s < 3600 ? fmt::format("{}:{:02}", s / 60, s % 60)
                    : fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string left_text(const std::string& clock) { return in_words(clock + " left"); }

} // namespace

Progress::Progress(std::string what)
    : what_(in_words(what)), start_(std::chrono::steady_clock::now()), shown_(start_), terminal_(::isatty(2) != 0) {}

void Progress::show(double share) {
    const auto now = std::chrono::steady_clock::now();
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    share = std::clamp(share, 0.0, 1.0);
    if (terminal_) {
        if (begun_ && now - shown_ < std::chrono::milliseconds(100) && share < 1)
            return;
        constexpr int width = 28;
        const int full = static_cast<int>(share * width);
        std::string bar;
        for (int k = 0; k < width; ++k)
            bar += k < full ? "━" : "─";
        fmt::print(stderr, "\r  {} {} {:3.0f} %  {} ", what_, bar, share * 100,
                   left_text(share > 0.01 ? clock_text(elapsed / share - elapsed) : "-:--"));
    } else if (const int tenth = static_cast<int>(share * 10); tenth > tenth_ && elapsed > 5) {
        fmt::print(stderr, "  {} {:3.0f} %, {}\n", what_, share * 100,
                   left_text(clock_text(share > 0 ? elapsed / share - elapsed : 0)));
        tenth_ = tenth;
    }
    std::fflush(stderr);
    begun_ = true;
    shown_ = now;
}

void Progress::end() {
    if (terminal_ && begun_)
        fmt::print(stderr, "\r\033[2K");
    std::fflush(stderr);
}

void Stages::into(study::Watch& watch) {
    watch.begins = [this](std::string_view what) {
        end();
        bar_.emplace(std::string(what));
    };
    watch.goes_on = [this](double share) {
        if (bar_)
            bar_->show(share);
        return !stop_asked();
    };
}
void Stages::end() {
    if (bar_)
        bar_->end();
    bar_.reset();
}

void watch_for_stop() {
    const auto note = [](int signal) {
        stop = 1;
        std::signal(signal, SIG_DFL);
    };
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
}

bool stop_asked() { return stop != 0; }

} // namespace rewire::app
