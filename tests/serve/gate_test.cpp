// Who is answered, and what: the token, names of hosts, other pages, paths, sizes, patience.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "serve/gate.hpp"
#include "serve/serving.hpp"

namespace rewire::serve {
namespace {

// Bytes as they are, and all that comes back until the other side closes; `sleepy`: it takes a while before it reads,
// and has little room for what comes meanwhile.
std::string raw(int port, const std::string& bytes, std::chrono::milliseconds sleepy = {}) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{10, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int room = 4096;
    if (sleepy.count() > 0)
        ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    std::string out;
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 &&
        ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0) {
        std::this_thread::sleep_for(sleepy);
        char block[4096];
        for (ssize_t got; (got = ::recv(fd, block, sizeof block, 0)) > 0;)
            out.append(block, static_cast<std::size_t>(got));
    }
    ::close(fd);
    return out;
}

} // namespace

TEST(Gate, AnswersNobodyWithoutTheToken) {
    const Serving s;
    const auto asked = [&](const char* path, httplib::Headers headers) {
        return Got(s.client().Get(path, headers)).status;
    };
    const auto token = s.headers().begin()->second;
    EXPECT_EQ(asked("/api/house", {}), 401);
    EXPECT_EQ(asked("/api/runs", {}), 401);
    EXPECT_EQ(asked("/api/house", {{"Authorization", "Bearer "}}), 401);
    EXPECT_EQ(asked("/api/house", {{"Authorization", token.substr(7)}}), 401) << "not as a bearer";
    auto wrong = token;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    EXPECT_EQ(asked("/api/house", {{"Authorization", wrong}}), 401);
    EXPECT_EQ(asked("/api/house", {{"Authorization", token + "0"}}), 401);
    EXPECT_EQ(asked("/api/house", {{"Authorization", token}}), 200);
    EXPECT_EQ(asked("/", {}), 200) << "the page itself tells nothing";
    EXPECT_EQ(asked("//api/house", {}), 404) << "no other way to the same";
    EXPECT_EQ(Got(s.client().Post("/api/runs", R"({"kind":"run"})", "application/json")).status, 401);
    EXPECT_TRUE(s.server().runs().all().empty());
}

TEST(Gate, TokensAreLongAndNeverTheSame) {
    const auto one = random_token(), other = random_token();
    EXPECT_EQ(one.size(), 64u);
    EXPECT_EQ(one.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(one, other);
    EXPECT_TRUE(same_secret(one, one));
    EXPECT_FALSE(same_secret(one, other));
    EXPECT_FALSE(same_secret("", one));
    EXPECT_FALSE(same_secret(one + one, one));
    EXPECT_FALSE(same_secret(one.substr(0, 63), one));
}

TEST(Gate, NamesThatWereMadeToPointHereAreRefused) {
    const Serving s;
    const auto port = std::to_string(s.server().port());
    const auto asked = [&](const char* header, const std::string& value) {
        auto headers = s.headers();
        headers.emplace(header, value);
        return Got(s.client().Get("/api/house", headers)).status;
    };
    EXPECT_EQ(asked("Host", "evil.example:" + port), 403);
    EXPECT_EQ(asked("Host", "127.0.0.1.evil.example:" + port), 403);
    EXPECT_EQ(asked("Host", "127.0.0.1"), 403) << "another port";
    EXPECT_EQ(asked("Host", "localhost:" + port), 200);
    EXPECT_EQ(asked("Origin", "http://evil.example"), 403);
    EXPECT_EQ(asked("Origin", "null"), 403);
    EXPECT_EQ(asked("Origin", "https://127.0.0.1:" + port), 403);
    EXPECT_EQ(asked("Origin", "http://127.0.0.1:" + port), 200);
    EXPECT_NE(raw(s.server().port(), "GET / HTTP/1.1\r\n\r\n").find("403"), std::string::npos) << "no Host at all";
}

TEST(Gate, EveryAnswerTellsTheBrowserToBeCareful) {
    const Serving s;
    const auto port = std::to_string(s.server().port());
    const auto bare = [&](const char* path) { return Got(s.client().Get(path)); };
    for (const auto& got : {s.get("/api/house"), bare("/"), bare("/api/house"), bare("/nothing"), s.get("/api/none")}) {
        const auto header = [&](const char* name) {
            const auto at = got.headers.find(name);
            return at == got.headers.end() ? "" : at->second;
        };
        EXPECT_NE(header("Content-Security-Policy").find("default-src 'none'"), std::string::npos) << got.body;
        EXPECT_EQ(header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(header("Cache-Control"), "no-store");
        EXPECT_EQ(got.headers.count("Access-Control-Allow-Origin"), 0u);
    }
    EXPECT_NE(raw(s.server().port(), "OPTIONS /api/runs HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n").find("405"),
              std::string::npos);
}

TEST(Gate, PathsLeadOutOfNoFolder) {
    const Serving s;
    const auto id = s.start({{"kind", "run"}, {"text", tiny}});
    ASSERT_EQ(s.wait_for(id, "done"), "done") << s.run(id);
    const auto below = "/api/runs/" + id + "/files/";
    EXPECT_EQ(s.get(below + "summary.json").status, 200);
    EXPECT_EQ(s.get(below + "scenario/scenario.toml").body, tiny) << "listed under that name";
    for (const std::string path :
         {"../run.json", "%2e%2e/run.json", "..%2frun.json", "%2e%2e%2frun.json", "scenario/../../run.json",
          "/etc/passwd", "%2fetc%2fpasswd", "summary.json/", "./summary.json", "", "nothing.csv", "scenario"})
        EXPECT_EQ(s.get(below + path).status, 404) << path;
    EXPECT_EQ(s.get(below + "summary.json%00.html").status, 400);
    for (const auto& path :
         std::initializer_list<std::string>{"/../etc/passwd", "/%2e%2e/etc/passwd", "/assets/../../run.json",
                                            "/api/runs/..", "/api/runs/../" + id, "/api/runs/%2e%2e%2f" + id})
        EXPECT_EQ(s.get(path).status, 404) << path;
    // Leave to open a file without the token: once.
    const auto ticket = s.post(below + "report.html");
    ASSERT_EQ(ticket.status, 201);
    const auto path = ticket.json["path"].get<std::string>();
    EXPECT_EQ(Got(s.client().Get(path)).body, s.get(below + "report.html").body);
    EXPECT_EQ(Got(s.client().Get(path)).status, 404);
    EXPECT_EQ(s.post(below + "../run.json").status, 404);
    // A link among the results is no file of ours.
    std::filesystem::create_symlink("/etc/passwd", s.folder() / id / "results" / "link.csv");
    EXPECT_EQ(s.get(below + "link.csv").status, 404);
}

TEST(Gate, BodiesAreBoundedAndMustBeJson) {
    const Serving s;
    const auto sent = [&](const std::string& body, const char* type) {
        return Got(s.client().Post("/api/check", s.headers(), body, type)).status;
    };
    EXPECT_EQ(sent(std::string(3 << 20, 'x'), "application/json"), 413);
    EXPECT_EQ(sent(R"({"text": ")" + std::string(1 << 20, '#') + "\"}", "application/json"), 200) << "large, but fine";
    for (const std::string body : {"", "{", "[]", "\"x\"", "{\"text\": \"\xff\"}", "null", "{\"text\": 5}"})
        EXPECT_EQ(sent(body, "application/json"), 400) << body;
    EXPECT_EQ(sent(std::string(100000, '['), "application/json"), 400) << "deep";
    EXPECT_EQ(sent("text=x", "application/x-www-form-urlencoded"), 400);
    const auto port = std::to_string(s.server().port());
    const auto head = "POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:" + port +
                      "\r\nAuthorization: " + s.headers().begin()->second + "\r\n";
    EXPECT_NE(raw(s.server().port(), head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n").find("400"),
              std::string::npos);
    EXPECT_NE(raw(s.server().port(), head + "Content-Length: 99999999999999999999\r\n\r\n").find("413"),
              std::string::npos);
    EXPECT_NE(raw(s.server().port(), head + "Content-Length: -1\r\n\r\n").find("400"), std::string::npos);
    EXPECT_EQ(s.get("/" + std::string(5000, 'a')).status, 400);
}

TEST(Gate, WhoIsSlowIsDropped) {
    using namespace std::chrono_literals;
    ServeOptions options;
    options.limits.ask = 200ms;
    options.limits.hear = 200ms;
    const Serving s(options);
    const auto begun = std::chrono::steady_clock::now();
    const auto port = s.server().port();
    EXPECT_EQ(raw(port, "GET /api/house HT"), "") << "never asks to the end";
    EXPECT_EQ(raw(port, ""), "") << "says nothing";
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    const auto whole = s.get("/api/catalogue").body.size();
    ASSERT_GT(whole, 500'000u);
    const auto ask = "GET /api/catalogue HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                     "\r\nAuthorization: " + s.headers().begin()->second + "\r\n\r\n";
    EXPECT_GT(raw(port, ask).size(), whole);
    EXPECT_LT(raw(port, ask, 3s).size(), whole) << "does not take what it asked for";
    EXPECT_EQ(s.get("/api/house").status, 200) << "others are answered";
}

} // namespace rewire::serve
