// `rewire merge`: parts of a trial that were lived apart become the trial.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/trial_command.hpp"
#include "app/trial_parts.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct MergeCommand {
    std::vector<std::string> parts;
    std::string out = "trial";
    Consent consent;
};
struct Given {
    std::string folder;
    std::unique_ptr<trial::CentreReader> reader;
    const trial::Part& part() const { return reader->part(); }
};

std::string centres_told(std::size_t first, std::size_t end) {
    return end == first + 1 ? fmt::format("centre {}", end) : fmt::format("centres {} to {}", first + 1, end);
}
// The command that lives a part, or goes on with it.
std::string command_for(const GivenTrial& trial, const trial::Part& part, std::size_t number, const std::string& folder,
                        bool resume) {
    auto line = "rewire trial " + shell_words(trial.words());
    if (part.of > 1)
        line += fmt::format(" --shard {}/{}", number, part.of);
    return line + (resume ? " --resume" : "") + " --out " + shell_word(folder);
}

std::vector<Given> opened(const MergeCommand& o) {
    Problems problems;
    std::vector<Given> parts;
    std::error_code none;
    for (const auto& folder : o.parts) {
        const auto file = fs::path(folder) / centres_file;
        if (!fs::exists(file, none))
            problems.add({folder,
                          0,
                          0,
                          fmt::format("{}; give the folders that `rewire trial FILE --shard i/n --out DIR` wrote",
                                      fs::exists(folder, none)
                                          ? fmt::format("holds no part of a trial (there is no {})", centres_file)
                                          : "no such folder"),
                          {}});
        else if (fs::equivalent(folder, o.out, none))
            problems.add({"--out", 0, 0, fmt::format("choose another folder; {} is one of the parts", folder), {}});
        else
            try {
                parts.push_back({folder, std::make_unique<trial::CentreReader>(file)});
            } catch (const InputError& e) {
                for (const auto& p : e.problems())
                    problems.add(p);
            }
    }
    problems.raise_if_any();
    std::ranges::stable_sort(parts, {}, [](const Given& g) { return g.part().shard.first; });
    return parts;
}

void expect_one_trial(const std::vector<Given>& parts) {
    Problems problems;
    for (const auto& p : parts)
        if (const auto differs = p.reader->trial().difference(parts.front().reader->trial()); !differs.empty())
            problems.add(
                {p.folder,
                 0,
                 0,
                 fmt::format("and {} are parts of two trials, which differ in: {}; give parts of one trial, or "
                             "live this one anew as the other was",
                             parts.front().folder, differs),
                 {}});
    problems.raise_if_any();
}

void expect_this_program(const std::vector<Given>& parts, const TrialJob& trial) {
    const auto differs = parts.front().reader->trial().difference(trial.identity);
    if (!differs.empty())
        throw InputError(parts.front().folder,
                         fmt::format("was lived otherwise than it would be here; what differs is: {}; merge with the "
                                     "rewire that lived it, where its files are as they were",
                                     differs));
}

// In the order of their centres.
void expect_no_gaps_and_overlaps(const std::vector<Given>& parts, const GivenTrial& trial, std::size_t centres) {
    Problems problems;
    const auto gap = [&](std::size_t first, std::size_t end, const std::string& where) {
        const auto& like = parts.front().part();
        std::vector<std::string> mend;
        for (std::size_t k = 1; k <= like.of; ++k) {
            const auto s = trial::shard_of(centres, k, like.of);
            if (s.first < end && s.end() > first)
                mend.push_back(command_for(trial, like, k, "DIR", false));
        }
        problems.add(
            {"merge",
             0,
             0,
             fmt::format("{} {} in none of the folders: {}; give the folder of {}, or live {}: {}",
                         centres_told(first, end), end == first + 1 ? "is" : "are", where,
                         end == first + 1 ? "it" : "them", end == first + 1 ? "it" : "them", fmt::join(mend, "; ")),
             {}});
    };
    const auto& begin = parts.front();
    if (begin.part().shard.first > 0)
        gap(0, begin.part().shard.first, fmt::format("the first that there is stands in {}", begin.folder));
    const Given* before = &begin; // of those so far, the one that goes farthest
    for (std::size_t k = 1; k < parts.size(); ++k) {
        const auto& now = parts[k];
        const auto end = before->part().shard.end(), first = now.part().shard.first;
        if (first > end)
            gap(end, first,
                fmt::format("{} ends with centre {}, {} begins with centre {}", before->folder, end, now.folder,
                            first + 1));
        else if (first < end)
            problems.add({now.folder,
                          0,
                          0,
                          fmt::format("and {} both hold {}: {} here, {} there; leave one of them out", before->folder,
                                      centres_told(first, std::min(end, now.part().shard.end())), now.part().told(),
                                      before->part().told()),
                          {}});
        if (now.part().shard.end() > end)
            before = &now;
    }
    if (const auto end = before->part().shard.end(); end < centres)
        gap(end, centres, fmt::format("the last that there is stands in {}", before->folder));
    problems.raise_if_any();
}

// To the end of every file, before anything is written.
void expect_all_lived(const std::vector<Given>& parts, const GivenTrial& trial) {
    Problems problems;
    for (const auto& p : parts) {
        trial::CentreReader in(p.reader->file());
        while (in.next()) {
        }
        const auto& part = in.part();
        const auto mend = command_for(trial, part, part.number, p.folder, true);
        if (in.damaged())
            problems.add({in.file().string(),
                          0,
                          0,
                          fmt::format("is damaged after {} of {}, or was being written; live the rest anew: {}",
                                      in.read(), counted(part.shard.count, "centre"), mend),
                          {}});
        else if (in.read() < part.shard.count)
            problems.add({p.folder,
                          0,
                          0,
                          fmt::format("is not done; {} of {} {} lived; go on: {}", in.read(),
                                      counted(part.shard.count, "centre"), in.read() == 1 ? "has" : "have", mend),
                          {}});
    }
    problems.raise_if_any();
}

int run_merge(const MergeCommand& o, const std::string& line) {
    const Told told{line};
    expect_folder_writable(o.out);
    const auto parts = opened(o);
    expect_one_trial(parts);
    const auto& bytes = parts.front().part().given;
    const auto given = GivenTrial::of_bytes(bytes);
    const auto trial = trial_job(given);
    expect_this_program(parts, trial);
    const auto centres = trial.design.centres();
    expect_no_gaps_and_overlaps(parts, given, centres);
    expect_all_lived(parts, given);

    OutFolder folder(o.out, "--out", line, o.consent.force, false);
    tell("{}: {} of {}\n", trial.design.name, counted(parts.size(), "part"), counted(centres, "centre"));
    print_warnings(trial.warnings);
    trial::TrialCohort cohort;
    { // one centre after the other, as if they had been lived here
        trial::CentreStore store(folder.store(centres_file), trial.identity,
                                 {.number = 1, .of = 1, .shard = {0, centres}, .given = bytes}, false, {});
        for (const auto& p : parts)
            while (auto centre = p.reader->next()) {
                store.add(*centre);
                cohort.take(std::move(*centre));
            }
        if (store.known() != centres)
            throw InputError("merge", "leave the folders as they are while they are put together, and try again");
    }
    return trial_results(trial, analysed(trial, std::move(cohort)), folder, told);
}

} // namespace

void declare_merge(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("merge", "put the parts of a trial together that were lived apart (trial --shard)");
    auto o = std::make_shared<MergeCommand>();
    c->add_option("parts", o->parts, "their folders, in any order")->required();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    declare(*c, o->consent);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_merge(*o, line); }; });
}

} // namespace rewire::app
