// `rewire rank`: which treatment for whom, and whether that can be told.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/options.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "report/rank_words.hpp"
#include "study/rank.hpp"

namespace rewire::app {
namespace {

struct RankCommand {
    RankRequest request;
    std::string out = "rank";
    Consent consent;
};

int run_rank(const RankCommand& o, const std::string& line) {
    const Told told{line};
    const auto job = rank_job(o.request);
    const auto& d = job.design;
    weigh(demand_of(job, o.request), "this ranking", o.consent.yes);
    OutFolder folder(o.out, "--out", line, o.consent.force, false);
    tell("{}: {} of {}, {}, {} in week {}\n", d.name, counted(d.people, "virtual person", "virtual people"),
         d.groups.front().known.population, counted(d.candidates(), "candidate"), d.instrument,
         format_number(d.day / 7.0));
    print_warnings(job.warnings);
    Stages bar;
    Watch watch;
    bar.into(watch);
    const auto done = rank(job, o.request, watch);
    bar.end();
    if (!done.whole)
        return fmt::print(stderr, "stopped; nothing was written\n"), 130;
    if (done.broken)
        return fmt::print(stderr, "{}; nothing was written\n", done.notes.back()), 3;
    for (const auto& note : done.notes)
        tell("{}\n", note);
    for (const auto& r : done.rankings)
        tell("{}", report::words_of(d, r));
    print_warnings(done.doubts);
    write(job, done, told, folder.path());
    folder.finish();
    tell("hash {}, {:.1f} s\nreport: {}\n", hex(done.hash), told.seconds(), (folder / "report.html").string());
    return 0;
}

} // namespace

void declare_rank(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand(
        "rank", "which treatment for whom: candidates lived by virtual people weighted by what is known of a person");
    auto o = std::make_shared<RankCommand>();
    c->add_option("file", o->request.file, "what is known of the person")->required();
    c->add_option("--candidates", o->request.candidates,
                  "a file with [[candidate]] tables (default: they stand in the file)");
    c->add_option("--people", o->request.people, "virtual people (default: as the file says, or 2000)");
    c->add_option("--seed", o->request.seed, "of their luck (default: as the file says, or 1)");
    c->add_option("--shuffles", o->request.shuffles,
                  "others' readings in place of the person's, so many times; 0: no gate, and only those who carry the "
                  "weight live the candidates")
        ->capture_default_str();
    c->add_option(
         "--sets", o->request.sets.sets,
         "the doubt in parameters, by so many sets of --ensemble with which the same people live again; 0: none")
        ->capture_default_str();
    c->add_option("--ensemble", o->request.sets.ensembles,
                  "tables of parameter sets, as calibrate writes ensemble.csv (repeatable; default house: those of the "
                  "recorded calibrations)");
    c->add_option("--threads", o->request.threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    declare(*c, o->consent);
    declare(*c, o->request.life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_rank(*o, line); }; });
}

} // namespace rewire::app
