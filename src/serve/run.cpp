#include <algorithm>

#include "base/file.hpp"
#include "base/words.hpp"
#include "serve/runs.hpp"

namespace rewire::serve {

namespace fs = std::filesystem;

std::string_view word_of(State s) {
    constexpr std::string_view words[] = {"queued", "running", "done", "failed", "stopped"};
    return words[static_cast<std::size_t>(s)];
}

std::map<std::string, std::uintmax_t> files_in(const fs::path& folder) {
    std::map<std::string, std::uintmax_t> out;
    std::error_code none;
    for (auto at = fs::recursive_directory_iterator(folder, none); at != fs::recursive_directory_iterator();
         at.increment(none)) {
        if (none)
            break;
        if (at->is_symlink(none) || !at->is_regular_file(none) || at->path().filename().string().starts_with('.'))
            continue;
        const auto size = at->file_size(none);
        out.emplace(at->path().lexically_relative(folder).generic_string(), none ? 0 : size);
    }
    return out;
}

Run::Run(std::string its_id, std::string its_kind, std::string its_title, fs::path its_folder)
    : id(std::move(its_id)), kind(std::move(its_kind)), title(std::move(its_title)), folder(std::move(its_folder)) {}

Progress Run::progress() const {
    const std::lock_guard hold(mutex_);
    auto out = progress_;
    if (out.state != State::running)
        return out;
    const auto now = Clock::now();
    const auto since = [&](Clock::time_point t) { return std::chrono::duration<double>(now - t).count(); };
    constexpr double told_from = 0.01; // of the stage: before, nothing can be told
    out.seconds = since(begun_);
    if (out.share > told_from)
        out.left = since(stage_begun_) * (1 - out.share) / out.share;
    return out;
}
std::size_t Run::people() const {
    const std::lock_guard hold(mutex_);
    return people_;
}
std::uint64_t Run::seed() const {
    const std::lock_guard hold(mutex_);
    return seed_;
}

Json Run::short_json() const {
    const auto p = progress();
    return {{"id", id},
            {"kind", kind},
            {"title", title},
            {"state", word_of(p.state)},
            {"stage", p.stage},
            {"share", p.share},
            {"seconds", p.seconds},
            {"seconds_left", p.left ? Json(*p.left) : Json()},
            {"people", people()},
            {"seed", seed()}};
}

Json Run::json() const {
    auto out = short_json();
    out["summary"] = nullptr;
    std::error_code none;
    if (progress().state == State::done && fs::exists(results() / "summary.json", none)) {
        auto summary = Json::parse(read_file(results() / "summary.json", 1 << 28), nullptr, false);
        if (!summary.is_discarded())
            out["summary"] = std::move(summary);
    }
    const std::lock_guard hold(mutex_);
    out["warnings"] = Json::array();
    for (const auto& w : warnings_)
        out["warnings"].push_back(in_words(w));
    out["problems"] = json_of(problems_);
    out["files"] = Json::array();
    if (progress_.state == State::done)
        for (const auto& [name, bytes] : files_in(results()))
            if (!name.ends_with(".zh.html") && !name.ends_with(".en.html")) // a page in another language
                out["files"].push_back({{"name", name}, {"bytes", bytes}});
    return out;
}

void Run::save() const {
    const Speaking english(Language::english); // who reads it later may speak another language
    const Json json = {{"kind", kind},
                       {"title", title},
                       {"state", word_of(progress_.state)},
                       {"seconds", progress_.seconds},
                       {"people", people_},
                       {"seed", seed_},
                       {"warnings", warnings_},
                       {"problems", json_of(problems_)},
                       {"asked", asked_}};
    write_file(folder / "run.json", json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace rewire::serve
