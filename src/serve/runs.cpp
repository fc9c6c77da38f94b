#include "serve/runs.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <malloc.h>
#include <random>

#include "base/file.hpp"
#include "report/page.hpp"
#include "report/ro_crate.hpp"

namespace rewire::serve {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t largest_note = 16u << 20; // run.json

Json read_note(const fs::path& folder) { return Json::parse(read_file(folder / "run.json", largest_note)); }

bool is_id(const std::string& name) {
    return !name.empty() && name.size() < 40 && name.find_first_not_of("0123456789abcdef-") == std::string::npos;
}

std::string title_of(const Asked& asked) {
    const auto stem = [](const std::string& name) { return name.substr(0, name.rfind('.')); };
    if (asked.texts.empty())
        return stem(asked.name);
    std::string out;
    for (const auto& t : asked.texts)
        out += (out.empty() ? "" : ", ") + stem(t.name);
    return out;
}

} // namespace

Runs::Runs(fs::path folder, Limits limits) : folder_(std::move(folder)), limits_(limits) {
    make_folder(folder_);
    expect_folder_writable(folder_);
    take_up();
    for (std::size_t k = 0; k < limits_.at_once; ++k)
        workers_.emplace_back([this] { work(); });
}

Runs::~Runs() {
    {
        const std::lock_guard hold(mutex_);
        ending_ = true;
        for (const auto& run : waiting_) {
            const std::lock_guard one(run->mutex_);
            run->progress_.state = State::stopped;
            try {
                run->save();
            } catch (const std::exception&) { // its note says that it waits, which the next server takes for stopped
            }
        }
        waiting_.clear();
    }
    wake_.notify_all();
    for (auto& w : workers_)
        w.join();
}

void Runs::take_up() {
    std::error_code none;
    for (const auto& f : fs::directory_iterator(folder_, none)) {
        const auto id = f.path().filename().string();
        if (!is_id(id) || !fs::exists(f.path() / "run.json", none))
            continue;
        try {
            const auto note = read_note(f.path());
            const std::shared_ptr<Run> run(new Run(id, note.at("kind"), note.at("title"), f.path()));
            const auto state = note.at("state").get<std::string>();
            run->progress_.state = state == "done" ? State::done : state == "failed" ? State::failed : State::stopped;
            run->progress_.seconds = note.at("seconds");
            run->progress_.share = state == "done" ? 1 : 0;
            run->people_ = note.at("people");
            run->seed_ = note.at("seed");
            run->warnings_ = note.at("warnings").get<std::vector<std::string>>();
            for (const auto& p : note.at("problems"))
                run->problems_.push_back({p.at("file"), p.at("line"), p.at("column"), p.at("message"), p.at("source")});
            runs_.emplace(id, run);
        } catch (const std::exception&) { // of another version, or half written: left where it is, and not shown
        }
    }
}

std::string Runs::new_id() const {
    std::random_device random;
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y%m%d-%H%M%S}-{:08x}", fmt::gmtime(now), random());
}

std::shared_ptr<Run> Runs::get(const std::string& id) const {
    const auto at = runs_.find(id);
    if (at == runs_.end())
        throw Refused(404, "there is no such run; it may have been deleted");
    return at->second;
}
std::shared_ptr<const Run> Runs::find(const std::string& id) const {
    const std::lock_guard hold(mutex_);
    return get(id);
}
std::vector<std::shared_ptr<const Run>> Runs::all() const {
    const std::lock_guard hold(mutex_);
    std::vector<std::shared_ptr<const Run>> out;
    for (const auto& [id, run] : runs_)
        out.insert(out.begin(), run);
    return out;
}

void Runs::expect_room() const {
    if (ending_)
        throw Refused(429, "the server is ending");
    if (waiting_.size() >= limits_.waiting)
        throw Refused(429,
                      fmt::format("{} runs wait already; stop one, or ask again when one is done", waiting_.size()));
}

std::shared_ptr<const Run> Runs::add(const Asked& asked) {
    {
        const std::lock_guard hold(mutex_);
        expect_room();
        if (runs_.size() >= limits_.known)
            throw Refused(429, fmt::format("{} runs are kept; delete some of them first", runs_.size()));
    }
    const auto id = new_id();
    const auto folder = folder_ / id;
    const std::shared_ptr<Run> run(new Run(id, asked.kind, title_of(asked), folder));
    try {
        make_folder(folder / "given");
        make_folder(run->results());
        run->work_ = work_of(asked, folder / "given");
        run->people_ = run->work_->people;
        run->seed_ = run->work_->seed;
        run->warnings_ = run->work_->warnings;
        run->asked_ = asked.json();
        run->language_ = asked.language;
        const std::lock_guard hold(mutex_);
        expect_room();
        run->save();
        runs_.emplace(id, run);
        waiting_.push_back(run);
    } catch (...) {
        std::error_code none;
        fs::remove_all(folder, none);
        throw;
    }
    wake_.notify_one();
    return run;
}

void Runs::start(const std::string& id) {
    std::unique_lock hold(mutex_);
    const auto run = get(id);
    expect_room();
    const std::lock_guard one(run->mutex_);
    if (run->progress_.state != State::stopped && run->progress_.state != State::failed)
        throw Refused(409, "it runs, waits or is done already");
    run->asked_ = read_note(run->folder).at("asked");
    run->language_ = language_of(run->asked_.value("language", "")).value_or(Language::english);
    run->progress_ = {};
    run->problems_.clear();
    run->stop_ = false;
    run->save();
    waiting_.push_back(run);
    wake_.notify_one();
}

void Runs::stop(const std::string& id) {
    const std::lock_guard hold(mutex_);
    const auto run = get(id);
    const std::lock_guard one(run->mutex_);
    run->stop_ = true;
    if (std::erase(waiting_, run) == 0)
        return;
    run->progress_.state = State::stopped;
    run->work_.reset();
    run->save();
    run->asked_ = nullptr;
}

void Runs::remove(const std::string& id) {
    std::shared_ptr<Run> run;
    {
        const std::lock_guard hold(mutex_);
        run = get(id);
        if (!run->progress().ended())
            throw Refused(409, "stop it first; it waits or runs");
        runs_.erase(id);
    }
    std::error_code none;
    fs::remove_all(run->folder, none);
}

void Runs::work() {
    while (true) {
        std::shared_ptr<Run> run;
        {
            std::unique_lock hold(mutex_);
            wake_.wait(hold, [this] { return ending_ || !waiting_.empty(); });
            if (ending_)
                return;
            run = waiting_.front();
            waiting_.pop_front();
            const std::lock_guard one(run->mutex_);
            run->progress_.state = State::running;
            run->begun_ = run->stage_begun_ = Run::Clock::now();
        }
        live(*run);
        run.reset();
        ::malloc_trim(0); // what lives took goes back to the system
    }
}

void Runs::live(Run& run) {
    study::Watch watch;
    watch.begins = [&](std::string_view stage) {
        const std::lock_guard hold(run.mutex_);
        run.progress_.stage = stage;
        run.progress_.share = 0;
        run.stage_begun_ = Run::Clock::now();
    };
    watch.goes_on = [&](double share) {
        const std::lock_guard hold(run.mutex_);
        run.progress_.share = share;
        return !run.stop_ && !ending_;
    };
    auto state = State::failed;
    std::vector<Problem> problems;
    const Speaking speaking(run.language_);
    const report::EveryLanguage pages;
    try {
        auto work = std::move(run.work_);
        if (!work) // it was stopped before
            work = work_of(Asked::of_json(run.asked_), run.folder / "given");
        const bool whole = watch.goes_on(0) && work->go(run.results(), watch);
        if (whole) {
            std::vector<report::CrateFile> files;
            for (const auto& [name, bytes] : files_in(run.results()))
                files.push_back({name, !name.ends_with(".bin")}); // what a run goes on from
            report::write_crate(run.results(), files, "");
        }
        state = whole ? State::done : State::stopped;
    } catch (const InputError& e) {
        problems = e.problems();
    } catch (const std::exception& e) {
        problems.push_back({.what = e.what()});
    }
    const std::lock_guard hold(run.mutex_);
    run.progress_.seconds = std::chrono::duration<double>(Run::Clock::now() - run.begun_).count();
    run.progress_.state = state;
    run.progress_.share = state == State::done ? 1 : run.progress_.share;
    run.problems_ = std::move(problems);
    try {
        run.save();
    } catch (const std::exception& e) { // a full disk: the run stays in memory
        run.problems_.push_back({.what = e.what()});
    }
    run.asked_ = nullptr;
}

} // namespace rewire::serve
