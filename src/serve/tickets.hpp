// Leave to open one file of results once, without the token: for a tab or a frame, which sends no headers.
#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace rewire::serve {

class Tickets {
public:
    // 64 letters that hold for a minute. Of many that nobody used, the oldest go.
    std::string issue(std::filesystem::path file);
    std::optional<std::filesystem::path> redeem(const std::string& ticket); // none: it is none, or not any more

private:
    struct Ticket {
        std::filesystem::path file;
        std::chrono::steady_clock::time_point until;
    };
    std::mutex mutex_;
    std::map<std::string, Ticket> tickets_;
};

} // namespace rewire::serve
