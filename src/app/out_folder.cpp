#include "app/out_folder.hpp"
#include "app/output.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <signal.h>
#include <tuple>
#include <unistd.h>
#include <vector>

#include "report/summary.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;
constexpr const char* list_name = ".rewire";
constexpr std::string_view list_mark = "files that rewire wrote here; delete this list and they count as yours\n",
                           under_way = "rewire writes here, or was stopped while it did; its files before that\n";
constexpr std::size_t hash_letters = 16;

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

std::string hash_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    Hash hash;
    std::vector<char> block(1 << 20);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0)
        hash.add(std::string_view(block.data(), static_cast<std::size_t>(in.gcount())));
    return hex(hash.value());
}
// "0123456789abcdef report.html"; lists of older versions have the name alone.
std::pair<std::string, std::string> name_and_hash(std::string_view line) {
    const auto hash = line.substr(0, line.find(' '));
    const bool is_hash = hash == "-" || (hash.size() == hash_letters &&
                                         hash.find_first_not_of("0123456789abcdef") == std::string_view::npos);
    if (!is_hash || hash.size() == line.size())
        return {std::string(line), "-"};
    return {std::string(line.substr(hash.size() + 1)), std::string(hash)};
}

// The list as it stands in a folder: its first line, the command, a line a file.
std::string list_text(std::string_view mark, const std::string& command,
                      const std::map<std::string, std::string>& hashes) {
    std::string text = std::string(mark) + command + "\n";
    for (const auto& [name, hash] : hashes)
        text += hash + " " + name + "\n";
    return text;
}
// What follows the first line.
std::pair<std::string, std::map<std::string, std::string>> command_and_hashes(std::string_view text) {
    std::pair<std::string, std::map<std::string, std::string>> out;
    for (bool first = true; !text.empty(); first = false) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (first)
            out.first = line;
        else
            out.second.insert(name_and_hash(line));
    }
    return out;
}

// Of an ending that rewire writes: beside its results, such a file is one that the next run may replace.
bool is_named_like_a_result(const std::string& name) {
    const auto ending = fs::path(name).extension().string();
    constexpr std::string_view endings[] = {".html", ".csv", ".nc", ".json", ".toml", ".md", ".bin", ".svg", ".tsv"};
    return std::find(std::begin(endings), std::end(endings), ending) != std::end(endings);
}

} // namespace

void declare(cli::App& c, Consent& consent, const std::string& group) {
    c.add_flag("--force", consent.force, "write into --out even if it holds other things than results of rewire")
        ->group(group);
    declare_yes(c, consent.yes, group);
}
void declare_yes(cli::App& c, bool& yes, const std::string& group) {
    c.add_flag("--yes", yes, "begin even what will take more than a day or most of the memory")->group(group);
}

OutFolder::OutFolder(fs::path folder, std::string option, std::string command, bool force, bool resume)
    : folder_(std::move(folder)), command_(std::move(command)) {
    std::error_code none;
    const bool made = !fs::exists(folder_, none);
    make_folder(folder_);
    read_list();
    before_ = files();
    std::erase_if(earlier_, [&](const auto& file) { return !before_.contains(file.first); });
    if (complete_)
        for (const auto& [name, hash] : earlier_)
            if (hash != "-" && hash != hash_of(folder_ / name))
                changed_.insert(name);
    if (!force)
        refuse_what_is_not_ours(option, made);
    if (!earlier_.empty() && !resume)
        tell("{} holds results of an earlier run ({}); they are replaced when this one is done\n", folder_.string(),
             earlier_command_);
    // Found out now whether one can write here, and a run that is killed leaves a folder of rewire's.
    write_list(under_way, earlier_);
}

OutFolder::~OutFolder() {
    try {
        if (!finished_ && complete_ && files() == before_)
            write_file(folder_ / list_name, list_before_);
    } catch (const std::exception&) { // what broke the run is told already
    }
}

void OutFolder::read_list() {
    std::error_code none;
    if (!fs::exists(folder_ / list_name, none))
        return;
    list_before_ = read_file(folder_ / list_name, 1 << 24);
    std::string_view text(list_before_);
    complete_ = text.starts_with(list_mark);
    text.remove_prefix(complete_ ? list_mark.size() : text.starts_with(under_way) ? under_way.size() : text.size());
    std::tie(earlier_command_, earlier_) = command_and_hashes(text);
    complete_ = complete_ && !earlier_.empty();
}

void OutFolder::refuse_what_is_not_ours(const std::string& option, bool made) const {
    std::vector<std::string> others, changed(changed_.begin(), changed_.end());
    for (const auto& [name, seen] : before_)
        if (!earlier_.contains(name) && !(complete_ && !is_named_like_a_result(name)))
            others.push_back(name);
    if (!made && list_before_.empty() && !others.empty())
        throw InputError(option,
                         fmt::format("{} holds other things than results of rewire ({}); choose another folder, "
                                     "or give --force to write among them (files of the same names are replaced)",
                                     folder_.string(), some_of(others)));
    if (!complete_ || (others.empty() && changed.empty()))
        return;
    const auto what = [](const std::vector<std::string>& names, const char* did) {
        return names.empty() ? "" : fmt::format("{} {} since", some_of(names), did);
    };
    throw InputError(option,
                     fmt::format("choose another folder, or give --force to replace what the new run writes: in "
                                 "{}, where {} wrote, {}{}{}",
                                 folder_.string(), earlier_command_, what(changed, "changed"),
                                 changed.empty() || others.empty() ? "" : ", ", what(others, "came")));
}

report::FilesSeen OutFolder::files() const {
    auto found = report::files_seen(folder_);
    found.erase(list_name);
    std::error_code none;
    std::erase_if(found, [&](const auto& file) {
        const auto path = folder_ / file.first;
        return left_over(path.filename().string()) && (fs::remove(path, none), true);
    });
    return found;
}

void OutFolder::write_list(std::string_view mark, const Hashes& hashes) const {
    const bool earlier = mark == under_way && !earlier_.empty();
    write_file(folder_ / list_name, list_text(mark, earlier ? earlier_command_ : command_, hashes));
}

fs::path OutFolder::store(const std::string& name) {
    stores_.insert(name);
    return folder_ / name;
}

void OutFolder::finish() {
    Hashes written;
    for (const auto& [name, seen] : files())
        if (const auto at = before_.find(name); at == before_.end() || at->second != seen || stores_.contains(name))
            written[name] = stores_.contains(name) ? "-" : hash_of(folder_ / name); // stores may still be written to
    std::vector<std::string> gone;
    std::error_code none;
    for (const auto& [name, hash] : earlier_)
        if (name != report::crate_file && !written.contains(name) && !changed_.contains(name) &&
            fs::remove(folder_ / name, none)) {
            gone.push_back(name);
            for (auto up = (folder_ / name).parent_path(); up != folder_ && fs::is_empty(up, none);
                 up = up.parent_path())
                fs::remove(up, none);
        }
    std::vector<report::CrateFile> files;
    for (const auto& [name, hash] : written)
        files.push_back({name, !stores_.contains(name)});
    report::write_crate(folder_, files, command_);
    written[report::crate_file] = hash_of(folder_ / report::crate_file);
    write_list(list_mark, written);
    finished_ = true;
    if (!gone.empty())
        tell("removed, as left over from the earlier run: {}\n", some_of(gone));
}

void add_result(const fs::path& folder, const std::string& name) {
    std::error_code none;
    const auto text = fs::exists(folder / list_name, none) ? read_file(folder / list_name, 1 << 24) : std::string();
    if (!text.starts_with(list_mark))
        return; // not rewire's, or a run is under way, which will find the file
    auto [command, hashes] = command_and_hashes(std::string_view(text).substr(list_mark.size()));
    hashes[name] = hash_of(folder / name);
    std::vector<report::CrateFile> files;
    for (const auto& [file, hash] : hashes)
        if (fs::exists(folder / file, none))
            files.push_back({file, hash != "-"});
    report::write_crate(folder, files, command, true);
    hashes[report::crate_file] = hash_of(folder / report::crate_file);
    write_file(folder / list_name, list_text(list_mark, command, hashes));
}

} // namespace rewire::app
