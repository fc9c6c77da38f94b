// `rewire network`: one brain, scanned.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "app/network_command.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/journal.hpp"
#include "equations/all.hpp"
#include "study/network.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

// The scan as it stands, put away every few seconds and when it is stopped.
class Checkpoint {
public:
    Checkpoint(const fs::path& path, const Identity& identity, double seconds, bool resume)
        : journal_(path, identity, resume, [this](std::string_view record) { state_ = record; }),
          period_(seconds),
          saved_(std::chrono::steady_clock::now()) {}
    bool restore(simulate::Scan& scan) {
        if (state_.empty())
            return false;
        scan.restore(state_);
        state_ = {};
        return true;
    }
    void save(simulate::Scan& scan) {
        std::string bytes;
        scan.save(bytes);
        journal_.replace(bytes);
        saved_ = std::chrono::steady_clock::now();
    }
    void save_sometimes(simulate::Scan& scan) {
        if (std::chrono::steady_clock::now() - saved_ > period_)
            save(scan);
    }
    void drop() { journal_.drop(); }

private:
    std::string state_;
    Journal journal_;
    std::chrono::duration<double> period_;
    std::chrono::steady_clock::time_point saved_;
};

} // namespace

int run_network(const NetworkOptions& given, const RunExtras& extra, const std::string& line) {
    const Told told_by{line};
    NetworkOptions options = given;
    if (options.out.empty())
        options.out = "out/network";
    const auto every = parse_quantity(extra.checkpoint_every, unit("s"));
    if (!every.problem.empty() || !(every.si > 0))
        throw InputError("--checkpoint-every",
                         every.problem.empty() ? "must be longer than nothing; the default is \"5 s\"" : every.problem);
    const auto catalogue = equations::all_mechanisms();
    const Job job = network_job(options, catalogue);
    weigh(demand_of(job), "this simulation", options.consent.yes);
    OutFolder folder(options.out, "--out", line, options.consent.force, extra.resume);
    tell("{} of {}{}; {}, G = {}; {} of recording, dt {} ms\n", counted(job.network.size(), "region"),
         job.connectome.name, job.connectome.synthetic ? " (synthetic)" : "", options.model,
         format_number(options.coupling), options.duration, format_number(job.plan.fast.dt * 1e3));
    print_notes(job.done);
    flush_output();
    auto told = job.warnings; // before the wait; the others after it
    std::ranges::copy(doubts_of(job), std::back_inserter(told));
    print_warnings(told);

    Stages bar;
    Checkpoint checkpoint(folder / "checkpoint.bin", identity_of(job, "a scan under way"), every.si, extra.resume);
    double reached = 0;
    NetworkWatch watch;
    bar.into(watch);
    watch.begun = [&](simulate::Scan& scan) {
        if (checkpoint.restore(scan))
            tell("resumed at {:.0f} %\n", scan.progress() * 100);
    };
    watch.kept = [&](simulate::Scan& scan, bool goes_on) {
        reached = scan.progress();
        goes_on ? checkpoint.save_sometimes(scan) : checkpoint.save(scan);
    };
    const auto done = network(job, watch);
    bar.end();
    if (!done.whole) {
        fmt::print(stderr, "stopped at {:.0f} %; the same command with --resume goes on from here\n", reached * 100);
        return 130;
    }
    const bool readable = done.findings.has_value();
    const auto findings = done.findings.value_or(simulate::Findings());
    const auto& warnings = done.warnings;
    const auto summary = summary_of(job, done, told_by);
    write(job, done, told_by, folder.path());
    checkpoint.drop();
    folder.finish();

    tell("  mean over regions ± standard deviation over time\n");
    for (const auto& [name, r] : summary["rates"].items())
        tell("  {:<4} {:8.4f} ± {:.4f} {}\n", name, r["mean"].get<double>(), r["sd"].get<double>(),
             r["unit"].get<std::string>());
    for (const auto& [name, s] : summary["states"].items())
        tell("  {:<4} {:8.4g} ± {:.4g} {}\n", name, s["mean"].get<double>(), s["sd"].get<double>(),
             s["unit"] == "1" ? "(no unit)" : s["unit"].get<std::string>());
    if (findings.fit)
        tell("  fit to measured FC: r = {:.3f}{}\n", findings.fit->r,
             findings.fit_cortex ? fmt::format(" (cortex {:.3f})", findings.fit_cortex->r) : "");
    tell("  hash {}, {:.1f} s\n", hex(done.hash), told_by.seconds());
    if (done.scan.failure) // told below, with its mend
        told.push_back(warnings.front());
    print_warnings(warnings, told);
    if (done.scan.failure)
        throw NumericsError(*done.scan.failure);
    tell("{}: {}\n", readable ? "report" : "summary", (folder / (readable ? "report.html" : "summary.json")).string());
    return 0;
}

void declare_network(cli::App& app, Command& chosen, const std::string& line) {
    auto* c =
        app.add_subcommand("network", "simulate a whole brain from a connectome and show what a scanner would see");
    auto options = std::make_shared<NetworkOptions>();
    auto extra = std::make_shared<RunExtras>();
    declare(*c, *options);
    c->add_option("--checkpoint-every", extra->checkpoint_every, "wall time between checkpoints")
        ->group("Output")
        ->capture_default_str();
    c->add_flag("--resume", extra->resume, "go on from the checkpoint in --out, with the same bits as an unbroken run")
        ->group("Output");
    c->callback([&chosen, options, extra, line] {
        chosen = [options, extra, line] { return run_network(*options, *extra, line); };
    });
}

} // namespace rewire::app
