// `rewire serve`: the page, and what it asks.
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <thread>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "serve/server.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct ServeCommand {
    std::uint64_t port = 0, runs = 2;
    std::string out;
    bool no_browser = false;
};

// Of this user alone.
fs::path fresh_folder() {
    auto name = (fs::temp_directory_path() / "rewire-serve-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw InputError("--out", "name a folder for the runs; none could be made among the temporary ones");
    return name;
}

// The address holds the token, and everybody sees with what programs are called: the browser is handed a file, which
// this user alone can read, that leads there.
void open_browser(const std::string& address, const fs::path& folder) {
    const auto file = folder / "open.html";
    fs::remove(file);
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    write_all(fd,
              fmt::format("<!doctype html><meta charset=\"utf-8\"><title>rewire</title>"
                          "<script>location.replace(\"{0}\")</script><a href=\"{0}\">rewire</a>\n",
                          address),
              file);
    ::close(fd);
    open_for_user(file);
}

int run_serve(const ServeCommand& o) {
    constexpr std::uint64_t last_port = 65535, most_runs = 16;
    if (o.port > last_port)
        throw InputError("--port", "from 0 (any that is free) to 65535 is expected");
    if (o.runs < 1 || o.runs > most_runs)
        throw InputError("--runs", fmt::format("from 1 to {} are expected", most_runs));
    const auto out = o.out.empty() ? fresh_folder() : fs::path(o.out);
    watch_for_stop();
    serve::Server server({.port = static_cast<int>(o.port), .out = out, .runs = {.at_once = o.runs}});
    tell("{}\nruns: {}{}\nCtrl-C ends it; runs that are under way can be started again{}\n", server.address(),
         out.string(), o.out.empty() ? " (give --out to keep them elsewhere)" : "",
         o.out.empty() ? fmt::format(" with --out {}", out.string()) : " with the same --out");
    flush_output();
    if (!o.no_browser)
        open_browser(server.address(), out);
    while (!stop_asked())
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::error_code none;
    fs::remove(out / "open.html", none);
    return 0;
}

} // namespace

void declare_serve(cli::App& app, Command& chosen) {
    auto* c = app.add_subcommand("serve", "a page to play with, for the browser of this machine");
    auto o = std::make_shared<ServeCommand>();
    c->add_option("--port", o->port, "0: any that is free")->capture_default_str();
    c->add_flag("--no-browser", o->no_browser, "print the address alone");
    c->add_option("--out", o->out, "folder of the runs, which are found again there (default: a new temporary one)");
    c->add_option("--runs", o->runs, "that live at once; others wait")->capture_default_str();
    c->callback([&chosen, o] { chosen = [o] { return run_serve(*o); }; });
}

} // namespace rewire::app
