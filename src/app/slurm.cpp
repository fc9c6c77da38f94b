#include "app/slurm.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>

#include "app/output.hpp"
#include "app/trial_parts.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct Scripts {
    fs::path shards, merge;
};

fs::path this_program() {
    std::error_code none;
    const auto path = fs::read_symlink("/proc/self/exe", none);
    return none ? fs::path("rewire") : path;
}

std::string script(const std::vector<std::string>& options, const std::string& says, const std::string& body) {
    std::string out = "#!/bin/sh\n";
    for (const auto& o : options)
        out += "#SBATCH " + o + "\n";
    return out + "# " + says + "\nset -eu\n" + body;
}

Scripts write_scripts(const GivenTrial& given, const SlurmOptions& o, const SlurmPlan& plan, const fs::path& folder) {
    const auto shards = *o.shards;
    const int threads = std::max(plan.threads, 1);
    const auto program = shell_word(this_program().string()), here = "cd " + shell_word(given.folder) + "\n";
    const auto options = [&](const char* name, int cpus, const char* log) {
        std::vector<std::string> out{fmt::format("--job-name={}", name), fmt::format("--cpus-per-task={}", cpus),
                                     fmt::format("--output=\"{}\"", (folder / log).string())};
        if (!o.partition.empty())
            out.push_back("--partition=" + o.partition);
        out.insert(out.end(), o.sbatch.begin(), o.sbatch.end());
        return out;
    };
    auto array = options("rewire-shard", threads, "shard-%a.log");
    array.push_back(fmt::format("--array=1-{}", shards));
    const auto merge = options("rewire-merge", 1, "merge.log");
    const Scripts out{folder / "shards.sh", folder / "merge.sh"};
    write_file(out.shards,
               script(array, "Lives one part of the trial, by Slurm's number of the task or the first argument.",
                      here + fmt::format("k=${{1:-${{SLURM_ARRAY_TASK_ID:?give the number of a part, 1 to {}}}}}\n"
                                         "exec {} trial {} --shard \"$k/{}\" --resume --yes --threads {} --out {}/$k\n",
                                         shards, program, shell_words(given.words()), shards, threads,
                                         shell_word(folder.string()))));
    std::string parts;
    for (std::uint64_t k = 1; k <= shards; ++k)
        parts += shell_word((folder / std::to_string(k)).string()) + " \\\n    ";
    write_file(out.merge,
               script(merge, "Puts the parts together, when all of them are there.",
                      here + fmt::format("exec {} merge {}--out {}\n", program, parts, shell_word(plan.out))));
    return out;
}

struct Said {
    int code = 0;
    std::string text;
};
Said run(const std::string& command) {
    Said said;
    std::fflush(stdout);
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (!pipe)
        return {127, "no shell can be started"};
    std::array<char, 4096> block{};
    while (const auto n = std::fread(block.data(), 1, block.size(), pipe))
        said.text.append(block.data(), n);
    const int status = ::pclose(pipe);
    said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    while (said.text.ends_with('\n'))
        said.text.pop_back();
    return said;
}

std::string by_hand(const Scripts& s, std::uint64_t shards) {
    const auto array = shell_word(s.shards.string()), merge = shell_word(s.merge.string());
    return fmt::format(
        "where sbatch is:\n"
        "  id=$(sbatch --parsable {0}) && sbatch --dependency=afterok:$id {1}\n"
        "by any other scheduler: once for each k from 1 to {2}, on any machine that sees these folders\n"
        "  sh {0} k\n"
        "and then, once: sh {1}\n"
        "on this machine alone:\n"
        "  for k in $(seq {2}); do sh {0} $k || break; done && sh {1}\n",
        array, merge, shards);
}

} // namespace

bool SlurmOptions::asked(const std::string& shard) const {
    const auto lacks = [](const char* option, const char* what) { throw InputError(option, what); };
    if (!slurm) {
        if (shards)
            lacks("--shards", "add --slurm, or leave it out; one part alone is lived with --shard");
        if (!partition.empty())
            lacks("--partition", "add --slurm, or leave it out");
        if (!sbatch.empty())
            lacks("--sbatch", "add --slurm, or leave it out");
        return false;
    }
    if (!shard.empty())
        lacks("--shard", "leave it out; --slurm lives all parts");
    if (!shards || *shards < 1 || *shards > 10'000)
        lacks("--shards", "say in how many parts the trial is lived, from 1 to 10000");
    const auto one_line = [&](const std::string& text) { return text.find('\n') == std::string::npos; };
    if (!one_line(partition))
        lacks("--partition", "give the name of one partition");
    for (const auto& s : sbatch)
        if (!s.starts_with("-") || !one_line(s))
            lacks("--sbatch", "give an option of sbatch as it writes it: --sbatch=--time=2:00:00");
    return true;
}

void declare(cli::App& c, SlurmOptions& o) {
    const char* group = "Many machines";
    c.add_flag("--slurm", o.slurm, "write a job array and the merge after it, and submit them with sbatch")
        ->group(group);
    c.add_option("--shards", o.shards, "in how many parts")->group(group);
    c.add_option("--partition", o.partition, "of Slurm")->group(group);
    c.add_option("--sbatch", o.sbatch, "a further option of sbatch, --sbatch=--time=2:00:00; repeatable")->group(group);
}

int write_slurm(const GivenTrial& given, const TrialJob& trial, const SlurmOptions& o, const SlurmPlan& plan) {
    expect_centres(trial.design, *o.shards, "--shards");
    auto out = fs::absolute(plan.out).lexically_normal();
    if (!out.has_filename())
        out = out.parent_path();
    const auto folder = fs::path(out.string() + "-parts");
    std::error_code none;
    if (!plan.resume && fs::exists(folder, none) && !fs::is_empty(folder, none))
        throw InputError("--out", fmt::format("{} holds parts already; give --resume to go on with them, remove the "
                                              "folder, or choose another --out",
                                              folder.string()));
    for (const char c : {'\n', '%'}) // Slurm puts its own words for what follows a %
        if (folder.string().find(c) != std::string::npos)
            throw InputError("--out",
                             "choose a folder without % and line breaks in its path; Slurm cannot write there");
    make_folder(folder);
    const auto scripts = write_scripts(given, o, {out.string(), plan.threads, plan.resume}, folder);
    tell("{} in {}: {} and {}\n", trial.design.name, counted(*o.shards, "part"), scripts.shards.string(),
         scripts.merge.string());
    if (run("command -v sbatch").code != 0) {
        tell("nothing is submitted; sbatch is not on this machine\n{}", by_hand(scripts, *o.shards));
        return 0;
    }
    const auto submit = [&](const std::string& options, const fs::path& file) {
        const auto said = run("sbatch --parsable " + options + shell_word(file.string()));
        if (said.code != 0)
            throw InputError("sbatch",
                             fmt::format("{}\nmend it with --partition or --sbatch and --resume, or submit the "
                                         "scripts yourself; {}",
                                         said.text, by_hand(scripts, *o.shards)));
        return said.text.substr(said.text.rfind('\n') + 1); // warnings stand before it
    };
    const auto array = submit("", scripts.shards);
    const auto id = array.substr(0, array.find(';')); // the cluster's name may follow
    const auto merge = submit(fmt::format("--dependency=afterok:{} --kill-on-invalid-dep=yes ", id), scripts.merge);
    tell("submitted: {} as job {}, then the merge as job {}\nresults will be in {}; what parts say in {}\n",
         counted(*o.shards, "part"), id, merge.substr(0, merge.find(';')), out.string(), folder.string());
    return 0;
}

} // namespace rewire::app
