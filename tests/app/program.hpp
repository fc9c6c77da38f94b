// The program as a user meets it: what a command printed and how it ended.
#pragma once
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "refusal.hpp"

namespace rewire::testing {

// Under a sanitizer the program takes a dozen times as long: who waits to kill it on the way need not ask for as much.
#ifdef REWIRE_SANITIZED
inline constexpr bool watched = true;
#else
inline constexpr bool watched = false;
#endif

struct Outcome {
    int code = 0;
    std::string text; // what it printed, errors too
};
// The program, ended after `seconds`: code 124.
inline Outcome run(const std::string& arguments, int seconds = 900) {
    Outcome o;
    const auto command = "timeout " + std::to_string(seconds) + " " + REWIRE_BINARY + " " + arguments;
    std::FILE* pipe = ::popen((command + " 2>&1 </dev/null").c_str(), "r");
    char block[4096];
    while (const auto n = std::fread(block, 1, sizeof block, pipe))
        o.text.append(block, n);
    o.code = WEXITSTATUS(::pclose(pipe));
    return o;
}

// Where the records of a journal begin, the end of the last whole one too: [0] is behind the header.
inline std::vector<std::size_t> records_of(const std::string& journal) {
    std::vector<std::size_t> at;
    for (std::size_t next = journal.find('\n') + 1; next + 16 <= journal.size();) {
        std::uint64_t length = 0;
        std::memcpy(&length, journal.data() + next, sizeof length);
        next += 16 + length;
        if (next > journal.size())
            break;
        at.push_back(next);
    }
    return at;
}
inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
// Runs a command until its journal holds so many records, then sends the signal: how it ended, as waitpid tells.
inline int interrupted(const std::string& arguments, const std::filesystem::path& journal, std::size_t records,
                       int signal, const std::string& log = "/dev/null") {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto command = std::string("exec ") + REWIRE_BINARY + " " + arguments + " >" + log + " 2>&1 </dev/null";
        ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        ::_exit(9);
    }
    int status = 0;
    for (int k = 0; k < 60000 && records_of(bytes_of(journal)).size() <= records; ++k) {
        if (::waitpid(child, &status, WNOHANG) == child)
            return status; // it was done before
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::kill(child, signal);
    ::waitpid(child, &status, 0);
    return status;
}

// A folder of each test's own, gone after it.
struct InFolder : ::testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                   ("rewire_test_" + std::to_string(::getpid()) + "_" +
                                    ::testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() + "_" +
                                    ::testing::UnitTest::GetInstance()->current_test_info()->name());
    InFolder() { std::filesystem::create_directories(folder); }
    ~InFolder() override { std::filesystem::remove_all(folder); }
    std::string at(const std::string& name) const { return (folder / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        write_file(folder / name, text);
        return at(name);
    }
    std::string text(const std::string& name) const { return read_file(folder / name); }
    nlohmann::json summary(const std::string& out) const { return nlohmann::json::parse(text(out + "/summary.json")); }
    std::string hash(const std::string& out) const { return summary(out)["hash"]; }
};

} // namespace rewire::testing
