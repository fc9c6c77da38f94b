// `rewire check` reads a file and says what it holds; `rewire connectome` shows and exports connectomes.
#include <fmt/format.h>

#include "app/output.hpp"
#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/brain_files.hpp"
#include "study/life_job.hpp"
#include "brain/connectome.hpp"
#include "brain/export.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::app {
namespace {

struct FromFile {
    ImportText import;
    std::string preset = "default", as, lengths_out;
    double residual_sd = 0;
    std::uint64_t seed = 1;
};

brain::Connectome connectome_of(const FromFile& t) {
    return brain_of(t.import, {.preset = t.preset, .residual_sd = t.residual_sd, .seed = t.seed});
}

int show(const FromFile& t) {
    for (const auto& line : describe(connectome_of(t)))
        tell("{}\n", line);
    return 0;
}

int write_out(const FromFile& t) {
    const auto c = connectome_of(t);
    const bool zip = t.as.ends_with(".zip"), csv = t.as.ends_with(".csv");
    if (!zip && !csv)
        throw InputError(t.as, "ends neither in .zip (for The Virtual Brain) nor in .csv");
    expect_writable(t.as);
    expect_writable(t.lengths_out);
    zip ? brain::write_tvb_zip(c, t.as) : brain::write_weights_csv(c, t.as);
    if (!t.lengths_out.empty())
        brain::write_lengths_csv(c, t.lengths_out);
    tell("{}: {}{}\n", t.as, counted(c.labels.size(), "region"), c.synthetic ? ", synthetic" : "");
    print_warnings(c.warnings);
    return 0;
}

} // namespace

void declare_check(cli::App& app, Command& chosen) {
    auto t = std::make_shared<FromFile>();
    auto* c = app.add_subcommand(
        "check", "read a scenario or a connectome and say what it holds and what is wrong with it; writes nothing");
    c->add_option("file", t->import.file, fmt::format("a scenario (.toml), or a connectome: {}", brain::formats_read))
        ->required();
    auto life = std::make_shared<LifeOptions>();
    c->add_option("--catalog", life->catalog,
                  "of a scenario: folder with treatments/, lives/, activities/ ... of your own");
    declare_own_connectomes(*c, life->own_connectomes);
    declare(*c, t->import);
    c->callback([&chosen, t, life] {
        chosen = [t, life] {
            const auto file = t->import.file;
            if (!file.ends_with(".toml")) {
                for (const auto& [option, given] : {std::pair{"--catalog", !life->catalog.empty()},
                                                    {"--own-connectomes", !life->own_connectomes.empty()}})
                    if (given)
                        throw InputError(option, "leave it out; it is read beside a scenario, and this is none");
                return show(*t);
            }
            options_of(t->import);
            if (life->own_connectomes.empty())
                expect_nothing_to_read(t->import);
            life->connectome = t->import;
            life->connectome.file.clear();
            return check_scenario(file, *life);
        };
    });
}

void declare_connectome(cli::App& app, Command& chosen) {
    auto* c =
        app.add_subcommand("connectome", "show or export a connectome; without a file the synthetic template brain");
    c->require_subcommand(1);
    const auto declare_one = [&](const char* name, const char* what, int (*run)(const FromFile&)) {
        auto t = std::make_shared<FromFile>();
        auto* s = c->add_subcommand(name, what);
        s->add_option("--from", t->import.file,
                      fmt::format("a connectome, as {}; default: the template brain", brain::formats_read));
        declare(*s, t->import);
        s->add_option("--template", t->preset, "default, no_network, sc_only, fc_tuned")->capture_default_str();
        s->add_option("--residual-sd", t->residual_sd, "spread added to the template's log weights")
            ->capture_default_str();
        s->add_option("--seed", t->seed, "of that spread")->capture_default_str();
        if (std::string_view(name) == "export") {
            s->add_option("file", t->as, "NAME.zip for The Virtual Brain, or NAME.csv")->required();
            s->add_option("--lengths-out", t->lengths_out, "tract lengths as CSV too (mm)");
        }
        s->callback([&chosen, t, run] { chosen = [t, run] { return run(*t); }; });
    };
    declare_one("show", "what it holds", &show);
    declare_one("export", "write it as TVB zip or CSV", &write_out);
}

} // namespace rewire::app
