// The program as a user meets it: what a command printed and how it ended.
#pragma once
#include <cstdio>
#include <string>
#include <sys/wait.h>

namespace rewire::testing {

struct Outcome {
    int code = 0;
    std::string text; // what it printed, errors too
};
inline Outcome run(const std::string& arguments) {
    Outcome o;
    std::FILE* pipe = ::popen((std::string(REWIRE_BINARY) + " " + arguments + " 2>&1 </dev/null").c_str(), "r");
    char block[4096];
    while (const auto n = std::fread(block, 1, sizeof block, pipe))
        o.text.append(block, n);
    o.code = WEXITSTATUS(::pclose(pipe));
    return o;
}

} // namespace rewire::testing
