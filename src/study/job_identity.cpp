#include "study/job_identity.hpp"

#include <fmt/format.h>

#include "study/life_job.hpp"
#include "study/network_job.hpp"
#include "base/file.hpp"

namespace rewire::study {
namespace {

// Regions, circuits and template of this build: everything that is put on a brain refers to them.
void add_tables(Identity& id) {
    for (const auto path : embedded_under("template/"))
        id.add("the built-in tables of the brain", path, embedded(path));
}
std::string told(double v) { return fmt::format("{}", v); } // to the last bit

} // namespace

Identity identity_of(const Job& job, std::string_view kind) {
    Identity id(kind);
    add_tables(id);
    const auto& n = job.network;
    const auto& plan = job.plan;
    const auto& q = job.question;
    id.add("the connectome", n.places, n.weights);
    id.add("the delays", n.delays);
    id.add_told("--model", std::string(n.model->name));
    id.add("the parameters of the model", n.params);
    id.add_told("--coupling", told(n.coupling));
    id.add_told("--fic", std::string(name_of(job.inhibition)));
    id.add_told("--blood", std::string(plan.blood->name));
    id.add_told("--noise", told(plan.fast.noise));
    id.add_told("--duration", told(plan.duration) + " s");
    id.add_told("--transient", told(plan.transient) + " s");
    id.add_told("--tr", told(plan.tr) + " s");
    id.add_told("--dt", told(plan.fast.dt) + " s");
    id.add_told("--method", std::string(name_of(plan.fast.method)));
    id.add_told("--precision", job.precision == simulate::Precision::single ? "single" : "double");
    id.add_told("--seed", std::to_string(plan.fast.seed));
    id.add_told("--common-noise", plan.fast.common_noise ? "yes" : "no");
    id.add_told("--coupling-every", fmt::format("{} steps", plan.fast.coupling_every));
    id.add("--band", q.band_low, q.band_high);
    id.add("the windows of connectivity dynamics", q.window, q.step);
    id.add("which regions are cortex", std::string(q.cortex.begin(), q.cortex.end()));
    if (q.target) {
        id.add("the measured connectivity", q.target->fc);
        if (q.target->dynamics)
            id.add("the dynamics of the measured connectivity", *q.target->dynamics);
    }
    return id;
}

Identity identity_of(const LifeJob& job, std::string_view kind) {
    Identity id(kind);
    add_tables(id);
    id.add("the connectome", job.brain.labels, job.model.network.weights);
    id.add_told("--coupling", told(job.model.network.coupling));
    for (const auto& weights : job.calendar.given_brains)
        id.add("the subjects' connectomes", weights);
    for (const auto& table : job.calendar.tables)
        id.add("the tables of doses", table.text);
    for (const auto& f : job.files)
        id.add("the catalogue", f.text);
    for (const auto& own : job.own)
        id.add("the mechanisms on trial", own.text);
    return id;
}

Identity identity_of_people(const LifeJob& job, std::string_view scenario, std::uint64_t seed, simulate::Keep keep) {
    auto id = identity_of(job, "people");
    id.add("the scenario", scenario);
    id.add_told("--seed", std::to_string(seed));
    id.add_told("--keep", std::string(simulate::name_of(keep)));
    return id;
}

} // namespace rewire::study
