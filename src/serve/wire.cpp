#include "serve/wire.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rewire::serve {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t head = 64u << 10; // bytes of the request's line and its headers
constexpr auto slice = 100ms;           // of waiting, between looks at whether all is to end
constexpr auto farewell = 1000ms;       // for the other side to read our last words
constexpr double slow = 1e6;            // bytes a second, of a long answer, that everybody must be able to take

} // namespace

Wire::Wire(int socket, const Limits& limits, const std::atomic<bool>& stopping)
    : socket_(socket),
      limits_(limits),
      stopping_(stopping),
      asked_by_(Clock::now() + limits.ask),
      allowed_(limits.body + head) {
    const int held = 1 << 17; // by the system, of what is written and not yet taken
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &held, sizeof held);
}

// A close while bytes are still coming in would take our answer back from the other side.
Wire::~Wire() {
    ::shutdown(socket_, SHUT_WR);
    const auto until = Clock::now() + farewell;
    std::size_t left = 4 * limits_.body;
    while (left > 0 && wait(POLLIN, until)) {
        const auto got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (got <= 0)
            break;
        left -= std::min(left, static_cast<std::size_t>(got));
    }
    ::close(socket_);
}

bool Wire::wait(short what, Clock::time_point until) const {
    while (!stopping_) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        if (left <= 0ms)
            return false;
        pollfd look{socket_, what, 0};
        const int found = ::poll(&look, 1, static_cast<int>(std::min<std::chrono::milliseconds>(left, slice).count()));
        if (found > 0)
            return true; // also of an error, which the call that follows tells
        if (found < 0 && errno != EINTR)
            return false;
    }
    return false;
}

bool Wire::is_readable() const { return at_ < end_ || wait(POLLIN, asked_by_); }
bool Wire::is_writable() const { return wait(POLLOUT, Clock::now() + limits_.hear); }

ssize_t Wire::read(char* into, size_t most) {
    if (at_ == end_) {
        if (allowed_ == 0 || !wait(POLLIN, asked_by_))
            return -1;
        const auto got = ::recv(socket_, buffer_.data(), std::min(buffer_.size(), allowed_), 0);
        if (got <= 0)
            return got;
        at_ = 0;
        end_ = static_cast<std::size_t>(got);
        allowed_ -= end_;
    }
    const auto count = std::min(most, end_ - at_);
    std::memcpy(into, buffer_.data() + at_, count);
    at_ += count;
    return static_cast<ssize_t>(count);
}

ssize_t Wire::write(const char* from, size_t count) {
    const std::chrono::duration<double> long_one(static_cast<double>(count) / slow);
    const auto until = Clock::now() + limits_.hear + std::chrono::duration_cast<Clock::duration>(long_one);
    for (std::size_t sent = 0; sent < count;) {
        if (!wait(POLLOUT, until))
            return -1;
        const auto gone = ::send(socket_, from + sent, count - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (gone < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
            return -1;
        sent += gone > 0 ? static_cast<std::size_t>(gone) : 0;
    }
    return static_cast<ssize_t>(count);
}

// Everybody here is on this machine.
void Wire::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip = "127.0.0.1";
    port = 0;
}
void Wire::get_local_ip_and_port(std::string& ip, int& port) const { get_remote_ip_and_port(ip, port); }

} // namespace rewire::serve
