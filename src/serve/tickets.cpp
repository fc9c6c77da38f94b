#include "serve/tickets.hpp"

#include <algorithm>

#include "serve/gate.hpp"

namespace rewire::serve {

std::string Tickets::issue(std::filesystem::path file) {
    constexpr std::size_t most = 100;
    constexpr std::chrono::minutes holds(1);
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard hold(mutex_);
    std::erase_if(tickets_, [&](const auto& t) { return t.second.until < now; });
    if (tickets_.size() >= most)
        tickets_.erase(std::ranges::min_element(tickets_, {}, [](const auto& t) { return t.second.until; }));
    auto ticket = random_token();
    tickets_[ticket] = {std::move(file), now + holds};
    return ticket;
}

std::optional<std::filesystem::path> Tickets::redeem(const std::string& ticket) {
    const std::lock_guard hold(mutex_);
    const auto at = tickets_.find(ticket);
    if (at == tickets_.end() || at->second.until < std::chrono::steady_clock::now())
        return {};
    auto file = std::move(at->second.file);
    tickets_.erase(at);
    return file;
}

} // namespace rewire::serve
