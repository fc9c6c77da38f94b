#include "serve/work.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

#include "base/file.hpp"
#include "simulate/people_store.hpp"
#include "study/compare.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/lives.hpp"
#include "study/network.hpp"
#include "study/rank.hpp"
#include "study/trial_study.hpp"

namespace rewire::serve {
namespace {

namespace fs = std::filesystem;

std::string command_of(const std::string& command, const std::vector<std::string>& files, const char* people,
                       const Work& work) {
    return fmt::format("rewire {} {} {} {} --seed {}", command, study::shell_words(files), people, work.people,
                       work.seed);
}
void weigh(const study::Demand& demand, const char* what, const Asked& asked, Work& work) {
    const auto yes = asked.options.find("yes");
    if (auto said = study::weighed(demand, what, yes != asked.options.end() && *yes == true); !said.empty())
        work.warnings.push_back(std::move(said));
}
study::LifeOptions life_of(const Asked& asked) {
    study::LifeOptions out;
    out.coupling = number_of(asked.options, "coupling").value_or(out.coupling);
    return out;
}
int threads() { return study::threads_from(0); }

class LivesWork final : public Work {
public:
    LivesWork(const Asked& asked, study::LifeJob job) : name_(asked.name), text_(asked.text), job_(std::move(job)) {
        people = people_of(job_, asked.people);
        seed = asked.seed.value_or(1);
        warnings = job_.calendar.warnings;
        weigh(demand_of(job_, people, threads()), "this life", asked, *this);
    }
    bool go(const fs::path& folder, const study::Watch& watch) override {
        const study::Told told{command_of("run", {name_}, "--draws", *this)};
        const study::LivesRequest request{.people = people, .seed = seed};
        study::LivesWatch lives_watch{watch};
        auto store =
            std::make_unique<simulate::PeopleStore>(folder / "people.bin", identity_of_people(job_, text_, seed), true);
        lives_watch.known = [&](std::uint32_t index) { return store->find(index); };
        lives_watch.finished = [&](const simulate::Person& p) { store->add(p); };
        const auto done = study::lives(job_, request, lives_watch);
        store.reset(); // everybody is in the result now
        if (!done.whole)
            return false;
        watch.begins("writing");
        const std::lock_guard hold(results_lock());
        return write(job_, text_, request, done, told, folder), true;
    }

private:
    std::string name_, text_;
    study::LifeJob job_;
};

class CompareWork final : public Work {
public:
    // `command` and `files`: what would do the same.
    CompareWork(const Asked& asked, std::vector<study::ComparedArm> arms, std::size_t how_many, std::uint64_t with_seed,
                std::string command, std::vector<std::string> files)
        : command_(std::move(command)), files_(std::move(files)), arms_(std::move(arms)) {
        people = how_many;
        seed = with_seed;
        warnings = doubts_of(arms_, seed);
        weigh(demand_of(arms_, {.people = people, .seed = seed}), "this comparison", asked, *this);
    }
    bool go(const fs::path& folder, const study::Watch& watch) override {
        const study::Told told{command_of(command_, files_, "--draws", *this)};
        std::vector<std::unique_ptr<simulate::PeopleStore>> stores;
        for (std::size_t a = 0; a < arms_.size(); ++a)
            stores.push_back(std::make_unique<simulate::PeopleStore>(folder / fmt::format("people-{}.bin", a + 1),
                                                                     arms_[a].run, true));
        study::CompareWatch compare_watch{watch};
        compare_watch.known = [&](std::size_t arm, std::uint32_t index) { return stores[arm]->find(index); };
        compare_watch.finished = [&](std::size_t arm, const simulate::Person& p) { stores[arm]->add(p); };
        const auto done = study::compare(std::move(arms_), {.people = people, .seed = seed}, compare_watch);
        stores.clear();
        if (!done.whole)
            return false;
        watch.begins("writing");
        const std::lock_guard hold(results_lock());
        return write(done, told, folder), true;
    }

private:
    std::string command_;
    std::vector<std::string> files_;
    std::vector<study::ComparedArm> arms_;
};

class TrialWork final : public Work {
public:
    TrialWork(const Asked& asked, study::LifeOptions life)
        : given_{.file = asked.name,
                 .text = asked.text,
                 .people = asked.people,
                 .seed = asked.seed,
                 .life = std::move(life)},
          job_(study::trial_job(given_)) {
        auto& r = request_.replicates;
        r.replicates = whole_of(asked.options, "replicates");
        r.pool = whole_of(asked.options, "pool");
        r.sets = whole_of(asked.options, "assurance");
        check(r, job_.design);
        people = job_.design.people;
        seed = job_.design.seed;
        warnings = doubts_of(job_, request_);
        part_ = {.number = 1, .of = 1, .shard = {0, job_.design.centres()}, .given = given_.bytes()};
        weigh(demand_of(job_, part_, request_), "this trial", asked, *this);
    }
    bool go(const fs::path& folder, const study::Watch& watch) override {
        const study::Told told{command_of("trial", {given_.file}, "--people", *this)};
        study::TrialWatch trial_watch{watch};
        std::optional<trial::CentreStore> store;
        trial_watch.known = [&](const trial::CentreSink& sink) {
            store.emplace(folder / "centres.bin", job_.identity, part_, true, sink);
            return store->rest();
        };
        trial_watch.finished = [&](const trial::CentreLives& centre) { store->add(centre); };
        const auto done = study::live_trial(job_, request_, trial_watch);
        if (!done.whole)
            return false;
        watch.begins("writing");
        const std::lock_guard hold(results_lock());
        return write(job_, done, told, folder), true;
    }

private:
    study::GivenTrial given_;
    study::TrialJob job_;
    study::TrialRequest request_;
    trial::Part part_;
};

class RankWork final : public Work {
public:
    RankWork(const Asked& asked, const fs::path& file, study::LifeOptions life)
        : name_(asked.name), request_{.file = file.string(), .candidates = {}} {
        request_.people = asked.people;
        request_.seed = asked.seed;
        request_.life = std::move(life);
        if (const auto shuffles = whole_of(asked.options, "shuffles"))
            request_.shuffles = static_cast<int>(std::min<std::uint64_t>(*shuffles, std::numeric_limits<int>::max()));
        job_ = std::make_unique<study::RankJob>(rank_job(request_));
        people = job_->design.people;
        seed = job_->design.seed;
        warnings = job_->warnings;
        weigh(demand_of(*job_, request_), "this ranking", asked, *this);
    }
    bool go(const fs::path& folder, const study::Watch& watch) override {
        const study::Told told{command_of("rank", {name_}, "--people", *this)};
        const auto done = study::rank(*job_, request_, watch);
        if (!done.whole)
            return false;
        if (done.broken)
            throw InputError(name_, done.notes.back() + "; nothing was written");
        return write(*job_, done, told, folder), true;
    }

private:
    std::string name_;
    study::RankRequest request_;
    std::unique_ptr<study::RankJob> job_;
};

class NetworkWork final : public Work {
public:
    explicit NetworkWork(const Asked& asked) {
        auto& r = request_;
        const auto text = [&](const char* key, std::string& into) {
            into = text_of(asked.options, key).value_or(into);
        };
        text("model", r.model), text("duration", r.duration), text("transient", r.transient), text("tr", r.tr);
        text("dt", r.dt), text("fic", r.fic), text("blood", r.blood), text("method", r.method);
        text("precision", r.precision), text("preset", r.preset), text("speed", r.speed);
        r.coupling = number_of(asked.options, "coupling").value_or(r.coupling);
        r.noise = number_of(asked.options, "noise").value_or(r.noise);
        if (const auto set = asked.options.find("set"); set != asked.options.end())
            for (const auto& one : *set)
                r.set.push_back(one.is_string() ? one.get<std::string>() : one.dump());
        r.seed = asked.seed.value_or(1);
        owned_ = study::network_job(r);
        seed = r.seed;
        warnings = owned_->job.warnings;
        const auto doubts = doubts_of(owned_->job);
        warnings.insert(warnings.end(), doubts.begin(), doubts.end());
        weigh(demand_of(owned_->job), "this simulation", asked, *this);
    }
    bool go(const fs::path& folder, const study::Watch& watch) override {
        const auto& r = request_;
        const auto speed = r.speed.empty() ? "" : " --speed " + study::shell_word(r.speed);
        const study::Told told{fmt::format("rewire network --model {} --coupling {} --duration {}{} --seed {}", r.model,
                                           r.coupling, study::shell_word(r.duration), speed, r.seed)};
        study::NetworkWatch network_watch{watch};
        const auto done = study::network(owned_->job, network_watch);
        if (!done.whole)
            return false;
        watch.begins("writing");
        const std::lock_guard hold(results_lock());
        return write(owned_->job, done, told, folder), true;
    }

private:
    study::NetworkRequest request_;
    std::unique_ptr<study::Owned<study::Job>> owned_;
};

void expect_options(const Asked& asked) {
    std::vector<std::string_view> known{"yes", "coupling"};
    if (asked.kind == "trial")
        known.insert(known.end(), {"replicates", "pool", "assurance"});
    if (asked.kind == "rank")
        known.push_back("shuffles");
    if (asked.kind == "network")
        known.insert(known.end(), {"model", "noise", "duration", "transient", "tr", "dt", "fic", "blood", "method",
                                   "precision", "preset", "set", "speed"});
    expect_keys(asked.options, known);
}

std::unique_ptr<Work> run_work(const Asked& asked) {
    if (asked.people && (*asked.people < 1 || *asked.people > study::most_people))
        throw InputError("people", fmt::format("from 1 to {} virtual people are expected", study::most_people));
    auto jobs = study::life_jobs(asked.text, asked.name, life_of(asked));
    if (jobs.size() == 1)
        return std::make_unique<LivesWork>(asked, std::move(jobs.front()));
    const auto people = people_of(jobs.front(), asked.people);
    const auto seed = asked.seed.value_or(1);
    return std::make_unique<CompareWork>(asked, compared_arms(std::move(jobs), asked.text, asked.name, seed), people,
                                         seed, "run", std::vector{asked.name});
}

std::unique_ptr<Work> compare_work(const Asked& asked, const fs::path& given) {
    study::GivenPlans plans{.plans = {}, .people = asked.people, .seed = asked.seed, .life = life_of(asked)};
    std::vector<std::string> names;
    for (const auto& t : asked.texts) {
        names.push_back(t.name);
        plans.plans.push_back((given / t.name).string());
    }
    auto compared = study::compared_plans(plans);
    return std::make_unique<CompareWork>(asked, std::move(compared.arms), compared.people, compared.seed, "compare",
                                         std::move(names));
}

} // namespace

std::mutex& results_lock() {
    static std::mutex lock;
    return lock;
}

std::unique_ptr<Work> work_of(const Asked& asked, const fs::path& given) {
    expect_options(asked);
    std::vector<NamedText> texts = asked.texts;
    if (!asked.text.empty())
        texts.push_back({asked.name, asked.text});
    for (const auto& t : texts) {
        expect_no_files(t.text, t.name);
        write_file(given / t.name, t.text);
    }
    if (asked.kind == "run")
        return run_work(asked);
    if (asked.kind == "compare")
        return compare_work(asked, given);
    if (asked.kind == "trial")
        return std::make_unique<TrialWork>(asked, life_of(asked));
    if (asked.kind == "rank")
        return std::make_unique<RankWork>(asked, given / asked.name, life_of(asked));
    return std::make_unique<NetworkWork>(asked);
}

} // namespace rewire::serve
