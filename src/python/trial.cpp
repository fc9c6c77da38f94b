// Trials, lived and analysed.
#include "python/attended.hpp"
#include "python/values.hpp"

#include "python/mechanisms.hpp"
#include "python/rooms.hpp"
#include "report/replicate_tables.hpp"
#include "report/replicates_words.hpp"
#include "report/subgroup_words.hpp"
#include "report/trial_dataset.hpp"
#include "report/trial_tables.hpp"
#include "report/trial_words.hpp"
#include "study/trial_study.hpp"

namespace rewire::python {
namespace {

struct Tried {
    study::TrialJob job;
    study::TrialResult result;
    study::Told told;
    report::TrialSource source() const { return {told.command, job.job.brain.name}; }
};
using Handle = std::shared_ptr<Tried>;

Handle trial(study::GivenTrial given, const study::TrialRequest& request, std::string command, py::object progress) {
    return attended(std::move(progress), [&](Attention& attention) {
        auto out =
            std::make_shared<Tried>(Tried{.job = study::trial_job(given), .result = {}, .told = {std::move(command)}});
        study::TrialWatch watch;
        attention.into(watch);
        out->result = study::live_trial(out->job, request, watch);
        return out;
    });
}

} // namespace

void bind_trial(py::module_& m) {
    using study::GivenTrial, study::ReplicatesRequest, study::TrialRequest;
    py::class_<GivenTrial>(m, "GivenTrial")
        .def(py::init<>())
        .def_readwrite("file", &GivenTrial::file)
        .def_readwrite("text", &GivenTrial::text)
        .def_readwrite("people", &GivenTrial::people)
        .def_readwrite("seed", &GivenTrial::seed)
        .def_readwrite("life", &GivenTrial::life);
    py::class_<ReplicatesRequest>(m, "ReplicatesRequest")
        .def(py::init<>())
        .def_readwrite("replicates", &ReplicatesRequest::replicates)
        .def_readwrite("pool", &ReplicatesRequest::pool)
        .def_readwrite("sets", &ReplicatesRequest::sets)
        .def_readwrite("ensembles", &ReplicatesRequest::ensembles);
    py::class_<TrialRequest>(m, "TrialRequest")
        .def(py::init<>())
        .def_readwrite("replicates", &TrialRequest::replicates)
        .def_readwrite("threads", &TrialRequest::threads);
    py::class_<Tried, Handle>(m, "Tried")
        .def_property_readonly("hash", [](const Tried& t) { return t.result.cohort.hash(); })
        .def_property_readonly("warnings", [](const Tried& t) { return t.result.warnings; })
        .def_property_readonly("experimental", [](const Tried& t) { return experimental(t.job.job); })
        .def_property_readonly("weeks", [](const Tried& t) { return t.job.design.weeks; })
        .def_property_readonly("instruments",
                               [](const Tried& t) {
                                   std::vector<std::string> out;
                                   for (const auto& i : t.job.design.instruments())
                                       out.push_back(i.name);
                                   return out;
                               })
        .def_property_readonly("words",
                               [](const Tried& t) {
                                   const auto& d = t.job.design;
                                   const auto& r = t.result;
                                   return report::words_of(d, r.cohort, r.found) + report::words_of(d, r.subgroups) +
                                          (r.replicates ? report::words_of(d, *r.replicates) : "");
                               })
        .def("summary", [](const Tried& t) { return of(study::summary_of(t.job, t.result, t.told)); })
        .def("dataset",
             [](const Handle& t) {
                 return dataset_of(t,
                                   [&] { return report::trial_dataset(t->job.design, t->result.cohort, t->source()); });
             })
        .def("tables",
             [](const Tried& t) {
                 py::dict out;
                 const auto& d = t.job.design;
                 for (const auto& table : report::trial_tables(d, t.result.cohort))
                     out[table.name.c_str()] = of(report::table_of(table));
                 out["subgroups"] = of(report::subgroup_table(t.result.subgroups));
                 if (t.result.replicates) {
                     out["replicates"] = of(report::replicate_rows(d, *t.result.replicates));
                     out["power"] = of(report::power_rows(d, *t.result.replicates));
                 }
                 return out;
             })
        .def("write", [](const Tried& t, const std::string& folder) {
            saved(folder, t.told, [&] { study::write(t.job, t.result, t.told, folder); });
        });
    m.def("trial", &trial);
}

} // namespace rewire::python
