// A server of its own for a test, in a folder of its own, and a client that knows its token.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <httplib.h>
#include <string>
#include <thread>
#include <unistd.h>

#include "serve/problems.hpp"
#include "serve/server.hpp"

namespace rewire::serve {

inline const std::string tiny =
    "[population]\nn = 2\n[plan]\ntreatments = [\"cbt 50 min weekly for 2 weeks\"]\n"
    "[visits]\nweeks = [0, 2]\ninstruments = [\"gad7\"]\n";
// Of minutes.
inline const std::string lengthy =
    "[population]\nn = 400\nfrom = \"gad_outpatient\"\n[visits]\nweeks = [0, 52]\n"
    "instruments = [\"gad7\"]\n";

// Waits for what must happen, however slow the machine and whatever watches the program; false where it never does.
inline bool comes(const std::function<bool()>& condition) {
    using namespace std::chrono_literals;
    for (const auto until = std::chrono::steady_clock::now() + 5min; std::chrono::steady_clock::now() < until;) {
        if (condition())
            return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "rewire-test-serve-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() {
        std::error_code none;
        std::filesystem::remove_all(path_, none);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// Of an answer that must have come.
struct Got {
    int status = 0;
    Json json;
    std::string body, type;
    httplib::Headers headers;
    explicit Got(const httplib::Result& r) {
        if (!r)
            return;
        status = r->status;
        body = r->body;
        type = r->get_header_value("Content-Type");
        headers = r->headers;
        json = Json::parse(body, nullptr, false);
    }
    std::string message() const { // of the first problem
        return json.is_object() && json.contains("problems") && !json["problems"].empty()
                   ? json["problems"][0]["message"].get<std::string>()
                   : "";
    }
};

class Serving {
public:
    explicit Serving(ServeOptions options = {}, std::filesystem::path out = {}) {
        options.out = out.empty() ? folder_.path() : out;
        server_ = std::make_unique<Server>(options);
    }
    Server& server() const { return *server_; }
    const std::filesystem::path& folder() const { return folder_.path(); }
    httplib::Headers headers() const { return {{"Authorization", "Bearer " + server_->token()}}; }
    httplib::Client client() const {
        httplib::Client out("127.0.0.1", server_->port());
        out.set_read_timeout(60);
        return out;
    }
    Got get(const std::string& path) const { return Got(client().Get(path, headers())); }
    Got post(const std::string& path, const Json& json = Json::object()) const {
        return Got(client().Post(path, headers(), json.dump(), "application/json"));
    }
    Got remove(const std::string& path) const { return Got(client().Delete(path, headers())); }

    std::string start(const Json& asked) const {
        const auto got = post("/api/runs", asked);
        EXPECT_EQ(got.status, 201) << got.body;
        return got.status == 201 ? got.json["id"].get<std::string>() : "none";
    }
    Json run(const std::string& id) const { return get("/api/runs/" + id).json; }
    std::string state(const std::string& id) const { return run(id)["state"]; }
    // Waits until it is in the state, or has ended in another one.
    std::string wait_for(const std::string& id, const std::string& wanted) const {
        State now{};
        const bool came = comes([&] {
            const auto progress = server_->runs().find(id)->progress();
            now = progress.state;
            return word_of(now) == wanted || progress.ended();
        });
        return came ? std::string(word_of(now)) : "nothing";
    }

private:
    Folder folder_;
    std::unique_ptr<Server> server_;
};

} // namespace rewire::serve
