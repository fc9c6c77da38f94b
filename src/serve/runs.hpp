// Runs that were asked for: at most so many live at once, some wait, and all are found again, each in a folder of its
// own.
//
//   OUT/20261128-153000-1f3a/run.json   what was asked, and how far it came
//                            given/     the texts, as files
//                            results/   what `rewire run --out` writes there, and who has lived
//
// A run that was stopped (or that ended with the server) goes on where it was when it is started again.
#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/translation.hpp"
#include "serve/work.hpp"

namespace rewire::serve {

enum class State { queued, running, done, failed, stopped };
std::string_view word_of(State s);

struct Progress {
    State state = State::queued;
    std::string stage;               // "living", "writing"; empty: none yet
    double share = 0;                // of the stage, 0 to 1
    double seconds = 0;              // since it began to run
    std::optional<double> left = {}; // s until the stage is done, as far as can be told
    bool ended() const { return state != State::queued && state != State::running; }
};

class Run {
public:
    const std::string id, kind, title;
    const std::filesystem::path folder;
    std::filesystem::path results() const { return folder / "results"; }
    Progress progress() const;
    std::size_t people() const;
    std::uint64_t seed() const;
    Json short_json() const; // as lists tell it
    Json json() const;       // with summary, warnings, problems, files

private:
    friend class Runs;
    Run(std::string its_id, std::string its_kind, std::string its_title, std::filesystem::path its_folder);
    void save() const; // run.json; `mutex_` is held

    using Clock = std::chrono::steady_clock;
    mutable std::mutex mutex_;
    Progress progress_;
    Clock::time_point begun_, stage_begun_;
    std::size_t people_ = 0;
    std::uint64_t seed_ = 1;
    std::vector<std::string> warnings_;
    std::vector<Problem> problems_;
    Json asked_;                 // of a run that has ended: in run.json alone
    std::unique_ptr<Work> work_; // until it lives
    bool stop_ = false;
    Language language_ = Language::english; // of who asked
};
// The files of results by their names in that folder, with their sizes; of what rewire keeps for itself (names that
// begin with a dot) none.
std::map<std::string, std::uintmax_t> files_in(const std::filesystem::path& folder);

class Runs {
public:
    struct Limits {
        std::size_t at_once = 2, waiting = 16;
        std::size_t known = 500; // that are kept
    };
    // Takes up the runs that the folder holds; it is made where it is missing. What was running or waiting has stopped.
    Runs(std::filesystem::path folder, Limits limits);
    ~Runs(); // those that run are stopped, and can be started again by the next server
    Runs(const Runs&) = delete;
    Runs& operator=(const Runs&) = delete;

    // InputError with everything that is wrong; Refused (429) where too many wait, or too many are kept.
    std::shared_ptr<const Run> add(const Asked& asked);
    // Stopped or failed: waits again. Refused (409) where it is not.
    void start(const std::string& id);
    void stop(const std::string& id);                             // of what has ended, nothing
    void remove(const std::string& id);                           // with its files; Refused (409) while it runs
    std::shared_ptr<const Run> find(const std::string& id) const; // Refused (404)
    std::vector<std::shared_ptr<const Run>> all() const;          // the newest first
    bool ending() const { return ending_; }

private:
    std::shared_ptr<Run> get(const std::string& id) const; // `mutex_` is held
    void take_up();
    void expect_room() const; // `mutex_` is held
    void work();
    void live(Run& run);
    std::string new_id() const;

    std::filesystem::path folder_;
    Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::string, std::shared_ptr<Run>> runs_;
    std::deque<std::shared_ptr<Run>> waiting_;
    std::atomic<bool> ending_ = false;
    std::vector<std::thread> workers_;
};

} // namespace rewire::serve
