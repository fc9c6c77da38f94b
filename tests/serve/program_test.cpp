// The command as a user meets it: it tells its address, answers there, and Ctrl-C ends it while somebody lives.
#include <csignal>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "base/file.hpp"
#include "serve/serving.hpp"

namespace rewire::serve {
namespace {

class Program {
public:
    explicit Program(const std::vector<std::string>& words) {
        int ends[2];
        if (::pipe(ends) != 0)
            return;
        pid_ = ::fork();
        if (pid_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            std::vector<char*> list;
            for (const auto& w : words)
                list.push_back(const_cast<char*>(w.c_str()));
            list.push_back(nullptr);
            ::execv(list[0], list.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        out_ = ::fdopen(ends[0], "r");
    }
    ~Program() {
        if (pid_ > 0 && !ended_)
            ::kill(pid_, SIGKILL), end();
        std::fclose(out_);
    }
    Program(const Program&) = delete;
    std::string line() {
        char text[4096] = {};
        return std::fgets(text, sizeof text, out_) ? text : "";
    }
    void interrupt() const { ::kill(pid_, SIGINT); }
    int end() {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

private:
    pid_t pid_ = 0;
    bool ended_ = false;
    std::FILE* out_ = nullptr;
};

} // namespace

TEST(ServeProgram, TellsItsAddressAndEndsAtCtrlC) {
    const Folder out;
    Program program({REWIRE_BINARY, "serve", "--no-browser", "--out", out.path().string(), "--runs", "1"});
    const auto line = program.line();
    const auto hash = line.find("/#token=");
    ASSERT_NE(hash, std::string::npos) << line;
    ASSERT_TRUE(line.starts_with("http://127.0.0.1:")) << line;
    const int port = std::stoi(line.substr(17));
    const httplib::Headers headers{{"Authorization", "Bearer " + line.substr(hash + 8, 64)}};
    httplib::Client client("127.0.0.1", port);
    client.set_read_timeout(60);
    const Json asked = {{"kind", "run"}, {"text", lengthy}};
    const Got started(client.Post("/api/runs", headers, asked.dump(), "application/json"));
    ASSERT_EQ(started.status, 201) << started.body;
    const auto run = "/api/runs/" + started.json["id"].get<std::string>();
    ASSERT_TRUE(comes([&] { return Got(client.Get(run, headers)).json["state"] != "queued"; }));
    program.interrupt();
    EXPECT_EQ(program.end(), 0);
    const auto note = Json::parse(read_file(out.path() / started.json["id"].get<std::string>() / "run.json"));
    EXPECT_EQ(note["state"], "stopped");
    EXPECT_FALSE(std::filesystem::exists(out.path() / "open.html"));
}

} // namespace rewire::serve
