// A small server of HTTP/1.1 on the loopback, one request a connection: what it takes is bounded in size and time, and
// who reads too slowly is dropped. What the requests mean is the handler's.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/translation.hpp"

namespace rewire::serve {

struct Request {
    std::string method;             // "GET", "POST", "DELETE"
    std::string path;               // decoded, without its query
    std::vector<std::string> parts; // of the path, between its slashes
    std::multimap<std::string, std::string> query;
    std::string authorization, host, origin; // headers; empty: not sent
    std::string body;                        // empty when the gate sees it
    std::string language;                    // Accept-Language, as it was sent
    // The values of a key of the query, in the order they were sent.
    std::vector<std::string> values(const std::string& key) const;
};

// As the query says (lang=zh), else the first that we know of the header's; else that of the program.
Language language_of_asker(const Request& request);

struct Answer {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body = {};
    std::filesystem::path file = {}; // its bytes instead of a body
    // Instead of both, as it comes: waits a little, gives what there is (or nothing yet); none: that was all.
    std::function<std::optional<std::string>()> stream = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
};

struct Limits {
    std::size_t body = 2u << 20;           // bytes that may be sent to us
    std::chrono::milliseconds ask{10000};  // until a request has arrived whole
    std::chrono::milliseconds hear{10000}; // until the other side takes what we write (and a second for each MB)
    std::size_t clients = 96;              // answered side by side
    std::size_t waiting = 256;             // further connections that wait their turn; beyond, they are closed
};

class Http {
public:
    // The gate sees everything but the body and may refuse; both are called from many threads. `port` 0: any that is
    // free. InputError when the port is taken.
    Http(int port, const Limits& limits, std::function<std::optional<Answer>(const Request&)> gate,
         std::function<Answer(const Request&)> handler);
    ~Http(); // as stop()
    Http(const Http&) = delete;
    Http& operator=(const Http&) = delete;

    int port() const;
    void stop(); // connections are closed, whatever they wait for

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace rewire::serve
