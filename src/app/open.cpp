#include "app/open.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace rewire::app {

void open_for_user(const std::filesystem::path& file) {
    std::string program = "xdg-open", name = file.string();
    char* words[] = {program.data(), name.data(), nullptr};
    posix_spawn_file_actions_t quiet;
    ::posix_spawn_file_actions_init(&quiet);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    if (::posix_spawnp(&child, program.c_str(), &quiet, nullptr, words, environ) == 0)
        std::thread([child] { ::waitpid(child, nullptr, 0); }).detach();
    ::posix_spawn_file_actions_destroy(&quiet);
}

} // namespace rewire::app
