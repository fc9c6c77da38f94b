// One connection as httplib reads and writes it, with an end to everybody's patience.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <httplib.h>

#include "serve/http.hpp"

namespace rewire::serve {

class Wire final : public httplib::Stream {
public:
    using Clock = std::chrono::steady_clock;
    // `stopping`: nothing is waited for any more once it is true.
    Wire(int socket, const Limits& limits, const std::atomic<bool>& stopping);
    ~Wire() override; // closes it, after what the other side may still be sending was let go by

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char* into, size_t most) override;
    ssize_t write(const char* from, size_t count) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return socket_; }

private:
    bool wait(short what, Clock::time_point until) const; // false: not in time

    int socket_;
    const Limits& limits_;
    const std::atomic<bool>& stopping_;
    Clock::time_point asked_by_;
    std::size_t allowed_; // bytes that may still come in
    std::array<char, 16384> buffer_;
    std::size_t at_ = 0, end_ = 0;
};

} // namespace rewire::serve
