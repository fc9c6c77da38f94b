#include "study/pdf.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::study {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view browsers[] = {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};
constexpr auto longest_print = std::chrono::minutes(10); // a browser that hangs is ended

std::optional<fs::path> find_browser() {
    const char* given = std::getenv("PATH");
    const std::string_view path = given ? given : "";
    for (const auto name : browsers)
        for (std::size_t at = 0; at <= path.size();) {
            const auto end = std::min(path.find(':', at), path.size());
            const auto file = fs::path(path.substr(at, end - at)) / name;
            at = end + 1;
            std::error_code none;
            if (fs::is_regular_file(file, none) && ::access(file.c_str(), X_OK) == 0)
                return file;
        }
    return std::nullopt;
}

// A folder of the browser's own, gone afterwards: one that the user has open is left alone.
struct Profile {
    fs::path folder;
    Profile() {
        auto name = (fs::temp_directory_path() / "rewire-print-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw InputError(fs::temp_directory_path().string(),
                             "a folder for the browser cannot be made there; make room, or name another in TMPDIR");
        folder = name;
    }
    Profile(const Profile&) = delete;
    ~Profile() {
        std::error_code none;
        fs::remove_all(folder, none);
    }
};

// As an address: what is no letter, digit or /._- by its bytes.
std::string address_of(const fs::path& file) {
    std::string out = "file://";
    for (const unsigned char c : fs::absolute(file).string())
        out += std::isalnum(c) || std::strchr("/._-~", c) ? std::string(1, static_cast<char>(c))
                                                          : fmt::format("%{:02X}", c);
    return out;
}

// The exit code of a program, its words going into `log`; -1 where it did not end by itself.
int run_quietly(std::vector<std::string> words, const fs::path& log) {
    std::vector<char*> given;
    for (auto& w : words)
        given.push_back(w.data());
    given.push_back(nullptr);
    posix_spawn_file_actions_t streams;
    ::posix_spawn_file_actions_init(&streams);
    ::posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::posix_spawn_file_actions_adddup2(&streams, STDOUT_FILENO, STDERR_FILENO);
    pid_t child = 0;
    const int failed = ::posix_spawn(&child, given.front(), &streams, nullptr, given.data(), environ);
    ::posix_spawn_file_actions_destroy(&streams);
    if (failed != 0)
        return -1;
    int status = 0;
    const auto begun = std::chrono::steady_clock::now();
    for (bool asked = false;;) {
        const auto ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child)
            return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        if (ended < 0 && errno != EINTR)
            return -1;
        if (!asked && std::chrono::steady_clock::now() - begun > longest_print) {
            ::kill(child, SIGKILL);
            asked = true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

std::string last_words(const fs::path& log) {
    std::error_code none;
    std::string text = fs::exists(log, none) ? read_file(log, 1 << 24) : "";
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    const auto line = text.substr(text.rfind('\n') + 1);
    return line.empty() ? "" : fmt::format(": {}", line.substr(0, 300));
}

// From its first bytes to its last.
bool is_whole_pdf(std::string_view bytes) {
    return bytes.starts_with("%PDF-") &&
           bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 64)).find("%%EOF") != std::string_view::npos;
}

} // namespace

fs::path page_of(const fs::path& folder) {
    std::error_code none;
    if (!fs::is_directory(folder, none))
        throw InputError(folder.string(), "give the folder of results that a command wrote (its --out)");
    for (const char* name : {"report.html", "evidence.html"})
        if (fs::is_regular_file(folder / name, none))
            return folder / name;
    throw InputError(folder.string(),
                     "holds no report.html; give the folder of results that a command wrote, its "
                     "--out (a run that was stopped has none: go on with --resume)");
}

void print_pdf(const fs::path& page, const fs::path& pdf) {
    const auto browser = find_browser();
    if (!browser)
        throw InputError("--pdf",
                         "install a browser that prints it, `apt install chromium`; none of chromium, "
                         "chromium-browser, google-chrome is in PATH, and weasyprint runs no scripts, so that "
                         "the figures would be missing");
    expect_writable(pdf);
    const Profile profile;
    const auto made = profile.folder / "page.pdf", log = profile.folder / "log";
    std::vector<std::string> words{browser->string(),
                                   "--headless",
                                   "--disable-gpu",
                                   "--no-first-run",
                                   "--disable-extensions",
                                   "--disable-background-networking",
                                   "--host-resolver-rules=MAP * ~NOTFOUND", // nothing is fetched
                                   "--force-color-profile=srgb",
                                   "--no-pdf-header-footer",
                                   fmt::format("--user-data-dir={}", (profile.folder / "profile").string()),
                                   fmt::format("--print-to-pdf={}", made.string())};
    if (::geteuid() == 0)
        words.push_back("--no-sandbox"); // it refuses to start for root with one
    words.push_back(address_of(page));
    const int code = run_quietly(std::move(words), log);
    std::error_code none;
    const auto bytes = fs::exists(made, none) ? read_file(made, 1ull << 32) : "";
    if (code != 0 || !is_whole_pdf(bytes))
        throw InputError(page.string(), fmt::format("{} could not print it{}; open the page and print it from there",
                                                    browser->string(), last_words(log)));
    write_file(pdf, bytes);
}

} // namespace rewire::study
