#include "serve/http.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <fmt/format.h>
#include <fstream>
#include <mutex>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "serve/problems.hpp"
#include "serve/wire.hpp"

namespace rewire::serve {
namespace {

constexpr std::size_t longest_path = 2048, piece = 64u << 10;

thread_local bool turned_away = false; // set where a connection is not to be answered

// Threads are begun as they are needed, up to `most`; who comes when too many wait is turned away.
class Pool final : public httplib::TaskQueue {
public:
    Pool(std::size_t most, std::size_t waiting) : most_(most), most_waiting_(waiting) {}
    void enqueue(std::function<void()> job) override {
        {
            const std::lock_guard hold(mutex_);
            if (jobs_.size() < most_waiting_) {
                jobs_.push_back(std::move(job));
                if (jobs_.size() > idle_ && threads_.size() < most_)
                    threads_.emplace_back([this] { work(); });
                wake_.notify_one();
                return;
            }
        }
        turned_away = true;
        job();
        turned_away = false;
    }
    void shutdown() override {
        {
            const std::lock_guard hold(mutex_);
            ending_ = true;
        }
        wake_.notify_all();
        for (auto& t : threads_)
            t.join();
        threads_.clear();
    }

private:
    void work() {
        std::unique_lock hold(mutex_);
        while (true) {
            ++idle_;
            wake_.wait(hold, [this] { return ending_ || !jobs_.empty(); });
            --idle_;
            if (jobs_.empty())
                return;
            const auto job = std::move(jobs_.front());
            jobs_.pop_front();
            hold.unlock();
            job();
            hold.lock();
        }
    }
    std::size_t most_, most_waiting_, idle_ = 0;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    std::vector<std::thread> threads_;
    bool ending_ = false;
};

Request request_of(const httplib::Request& r) {
    Request out{r.method,
                r.path,
                {},
                {r.params.begin(), r.params.end()},
                r.get_header_value("Authorization"),
                r.get_header_value("Host"),
                r.get_header_value("Origin"),
                {},
                r.get_header_value("Accept-Language")};
    for (std::size_t at = 1; at <= r.path.size();) {
        const auto end = std::min(r.path.find('/', at), r.path.size());
        out.parts.push_back(r.path.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

void put(Answer answer, httplib::Response& r) {
    r.status = answer.status;
    for (const auto& [name, value] : answer.headers)
        r.set_header(name, value);
    if (answer.stream) {
        r.set_chunked_content_provider(answer.type, [next = std::move(answer.stream)](std::size_t, auto& sink) {
            const auto text = next();
            if (!text)
                return sink.done(), true;
            return text->empty() || sink.write(text->data(), text->size());
        });
        return;
    }
    if (answer.file.empty())
        return r.set_content(answer.body, answer.type);
    const auto in = std::make_shared<std::ifstream>(answer.file, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(in->tellg(), 0));
    if (size == 0)
        return r.set_content("", answer.type);
    r.set_content_provider(size, answer.type, [in](std::size_t offset, std::size_t length, auto& sink) {
        std::vector<char> block(std::min(length, piece));
        in->seekg(static_cast<std::streamoff>(offset));
        in->read(block.data(), static_cast<std::streamsize>(block.size()));
        const auto got = static_cast<std::size_t>(in->gcount());
        return got > 0 && sink.write(block.data(), got);
    });
}

// What this server does not speak, told before anything of the body is read.
std::optional<Answer> unspoken(const httplib::Request& r, const Limits& limits) {
    if (r.method != "GET" && r.method != "POST" && r.method != "DELETE")
        return refusal(405, "GET, POST and DELETE are answered");
    const auto unseen = [](char c) { return static_cast<unsigned char>(c) < ' '; };
    if (r.target.size() > longest_path || std::ranges::any_of(r.path, unseen))
        return refusal(400, "no such address");
    if (r.has_header("Transfer-Encoding") || r.has_header("Content-Encoding"))
        return refusal(400, "send the body as it is, with its Content-Length");
    const auto type = r.get_header_value("Content-Type");
    if (r.is_multipart_form_data() || type.starts_with("application/x-www-form-urlencoded"))
        return refusal(400, "send JSON, with Content-Type: application/json");
    if (r.has_header("Content-Length")) {
        const auto length = r.get_header_value("Content-Length");
        if (length.empty() || length.find_first_not_of("0123456789") != std::string::npos)
            return refusal(400, "Content-Length is no number");
        if (length.size() > 9 || std::stoull(length) > limits.body)
            return refusal(413, fmt::format("send at most {} bytes", limits.body));
    }
    return {};
}

} // namespace

Language language_of_asker(const Request& r) {
    const auto values = r.values("lang");
    auto rest = values.empty() ? std::string_view(r.language) : std::string_view(values.front());
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        auto name = rest.substr(0, end);
        name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
        if (const auto known = language_of(name.substr(0, name.find(';'))))
            return *known;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return language();
}

class Http::Listener final : public httplib::Server {
public:
    Listener(const Limits& limits, std::function<std::optional<Answer>(const Request&)> gate,
             std::function<Answer(const Request&)> handler)
        : limits_(limits) {
        new_task_queue = [this] { return new Pool(limits_.clients, limits_.waiting); };
        set_payload_max_length(limits_.body);
        set_socket_options([](socket_t s) { // and not that another program may listen on the same port
            const int yes = 1;
            ::setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        set_pre_routing_handler([this, gate = std::move(gate)](const auto& asked, auto& answer) {
            const auto request = request_of(asked);
            const Speaking speaking(language_of_asker(request));
            auto refused = unspoken(asked, limits_);
            if (!refused)
                refused = gate(request);
            if (!refused)
                return HandlerResponse::Unhandled;
            put(std::move(*refused), answer);
            return HandlerResponse::Handled;
        });
        const auto handle = [handler = std::move(handler)](const httplib::Request& asked, httplib::Response& answer) {
            auto request = request_of(asked);
            request.body = asked.body;
            put(handler(request), answer);
        };
        Get(".*", handle);
        Post(".*", handle);
        Delete(".*", handle);
    }
    void begin(int port) {
        port_ = port == 0 ? bind_to_any_port("127.0.0.1") : bind_to_port("127.0.0.1", port) ? port : -1;
        if (port_ < 0)
            throw InputError("--port",
                             fmt::format("choose another, or 0 for any that is free; {} cannot be had", port));
        ::listen(svr_sock_, SOMAXCONN); // the library's own 5 would make a crowd wait for seconds
        sigset_t all, before;           // signals are for the thread that waits for them
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread_ = std::thread([this] { listen_after_bind(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        while (!is_running() && svr_sock_ != INVALID_SOCKET)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    void end() {
        stopping_ = true;
        stop();
        if (thread_.joinable())
            thread_.join();
    }
    int port() const { return port_; }

private:
    bool process_and_close_socket(socket_t socket) override {
        if (turned_away)
            return ::close(socket), true;
        Wire wire(socket, limits_, stopping_);
        bool closed = false;
        try {
            process_request(wire, true, closed, [](httplib::Request& r) {
                r.headers.erase("Accept-Encoding"); // nothing is gained on the loopback, and packing takes its time
                r.ranges.clear();
            });
        } catch (const std::exception&) { // no memory left: this connection ends, the others go on
        }
        return true;
    }
    Limits limits_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
    int port_ = 0;
};

std::vector<std::string> Request::values(const std::string& key) const {
    std::vector<std::string> out;
    const auto [begin, end] = query.equal_range(key);
    for (auto at = begin; at != end; ++at)
        out.push_back(at->second);
    return out;
}

Http::Http(int port, const Limits& limits, std::function<std::optional<Answer>(const Request&)> gate,
           std::function<Answer(const Request&)> handler)
    : listener_(std::make_unique<Listener>(limits, std::move(gate), std::move(handler))) {
    listener_->begin(port);
}
Http::~Http() { stop(); }
int Http::port() const { return listener_->port(); }
void Http::stop() { listener_->end(); }

} // namespace rewire::serve
