#include "app/out_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>
#include <sys/stat.h>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;
constexpr const char* list_name = ".rewire";
constexpr std::string_view list_mark = "files that rewire wrote here; delete this list and they count as yours\n";

// What a killed program left of a file under way (base/file names them so).
bool left_over(const std::string& name) {
    if (!name.starts_with(".") || !name.ends_with(".part"))
        return false;
    const auto stem = name.substr(0, name.size() - 5);
    const auto pid = std::atol(stem.c_str() + stem.rfind('.') + 1);
    return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) != 0;
}
std::string some_of(const std::vector<std::string>& names) {
    std::vector<std::string> first(names.begin(),
                                   names.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(names.size(), 4)));
    return fmt::format("{}{}", fmt::join(first, ", "),
                       names.size() > first.size() ? fmt::format(" and {} more", names.size() - first.size()) : "");
}

} // namespace

void declare(cli::App& c, Consent& consent, const std::string& group) {
    c.add_flag("--force", consent.force, "write into --out even if it holds other things than results of rewire")
        ->group(group);
    c.add_flag("--yes", consent.yes, "begin even what will take more than a day or most of the memory")->group(group);
}

OutFolder::OutFolder(fs::path folder, std::string option, std::string command, bool force, bool resume)
    : folder_(std::move(folder)), command_(std::move(command)) {
    std::error_code none;
    const bool made = !fs::exists(folder_, none);
    make_folder(folder_);
    std::string earlier_command;
    const bool ours = fs::exists(folder_ / list_name, none);
    if (ours) {
        const auto text = read_file(folder_ / list_name, 1 << 24);
        std::size_t at = text.starts_with(list_mark) ? list_mark.size() : text.size();
        for (bool first = true; at < text.size(); first = false) {
            const auto end = std::min(text.find('\n', at), text.size());
            if (first)
                earlier_command = text.substr(at, end - at);
            else
                earlier_.insert(text.substr(at, end - at));
            at = end + 1;
        }
    }
    before_ = files();
    std::vector<std::string> others;
    for (const auto& [name, seen] : before_)
        if (!earlier_.contains(name))
            others.push_back(name);
    if (!made && !ours && !others.empty() && !force)
        throw InputError(option,
                         fmt::format("{} holds other things than results of rewire ({}); choose another folder, "
                                     "or give --force to write among them (files of the same names are replaced)",
                                     folder_.string(), some_of(others)));
    std::erase_if(earlier_, [&](const std::string& name) { return !before_.contains(name); });
    if (!earlier_.empty() && !resume)
        fmt::print("{} holds results of an earlier run ({}); they are replaced when this one is done\n",
                   folder_.string(), earlier_command);
    if (!ours) // found out now whether one can write here, and a run that is killed leaves a folder of rewire's
        write_list({});
}

std::map<std::string, OutFolder::Seen> OutFolder::files() const {
    std::map<std::string, Seen> found;
    std::error_code none;
    for (auto at = fs::recursive_directory_iterator(folder_, fs::directory_options::skip_permission_denied, none);
         at != fs::recursive_directory_iterator(); at.increment(none)) {
        if (none || at->is_directory(none))
            continue;
        const auto name = at->path().lexically_relative(folder_).string();
        if (name == list_name)
            continue;
        if (left_over(at->path().filename().string())) {
            fs::remove(at->path(), none);
            continue;
        }
        struct stat s {};
        if (::lstat(at->path().c_str(), &s) == 0)
            found[name] = {static_cast<std::uint64_t>(s.st_ino), s.st_mtim.tv_sec, s.st_mtim.tv_nsec};
        if (found.size() > 100000)
            break;
    }
    return found;
}

void OutFolder::write_list(const std::set<std::string>& names) const {
    std::string text = std::string(list_mark) + command_ + "\n";
    for (const auto& n : names)
        text += n + "\n";
    write_file(folder_ / list_name, text);
}

fs::path OutFolder::store(const std::string& name) {
    stores_.insert(name);
    return folder_ / name;
}

void OutFolder::finish() {
    std::set<std::string> written;
    for (const auto& [name, seen] : files())
        if (const auto at = before_.find(name); at == before_.end() || at->second != seen || stores_.contains(name))
            written.insert(name);
    std::vector<std::string> gone;
    std::error_code none;
    for (const auto& name : earlier_)
        if (!written.contains(name) && fs::remove(folder_ / name, none)) {
            gone.push_back(name);
            for (auto up = (folder_ / name).parent_path(); up != folder_ && fs::is_empty(up, none);
                 up = up.parent_path())
                fs::remove(up, none);
        }
    write_list(written);
    if (!gone.empty())
        fmt::print("removed, as left over from the earlier run: {}\n", some_of(gone));
}

} // namespace rewire::app
