// Many points, rows of the ledger, sensitivity, calibration.
#include "python/attended.hpp"
#include "python/values.hpp"

#include "python/rooms.hpp"
#include "report/evidence_page.hpp"
#include "study/calibrate.hpp"
#include "study/evidence.hpp"
#include "study/sensitivity.hpp"
#include "study/sweep_page.hpp"

namespace rewire::python {
namespace {

// What was asked, what came of it, and how it says that it came about.
template <class Job, class Result>
struct Study {
    std::unique_ptr<Job> job; // results and models point into it
    Result result = {};
    study::Told told = {};
};

using SweepOwned = study::Owned<study::SweepJob>;
using Swept = Study<SweepOwned, study::SweepResult>;
using Asked = Study<study::LedgerJob, study::EvidenceResult>;
using Sensed = Study<study::SensitivityJob, study::SensitivityResult>;
using Fitted = Study<study::CalibrateJob, study::CalibrateResult>;

// `make()`: the job, on the heap. `ask(job, watch)`: the result.
template <class Of, class Watch, class Make, class Ask>
std::shared_ptr<Of> studied(std::string command, py::object progress, Make make, Ask ask) {
    return attended(std::move(progress), [&](Attention& attention) {
        auto out = std::make_shared<Of>();
        out->told.command = std::move(command);
        out->job = make();
        Watch watch;
        attention.into(watch);
        out->result = ask(*out->job, watch);
        return out;
    });
}

py::dict tables_of(std::initializer_list<std::pair<const char*, report::Table>> tables) {
    py::dict out;
    for (const auto& [name, table] : tables)
        out[name] = of(table);
    return out;
}

// The points and the ensemble of a calibration.
report::Table points_table(const study::CalibrateJob& job, std::size_t count,
                           const std::function<std::span<const double>(std::size_t)>& values) {
    report::Table out;
    for (const auto& p : job.objective.plan.parameters)
        out.columns.push_back({p.name, p.unit});
    for (std::size_t k = 0; k < count; ++k) {
        const auto row = values(k);
        out.rows.emplace_back(row.begin(), row.end());
    }
    return out;
}

void bind_requests(py::module_& m) {
    using study::EvidenceOptions, study::EvidenceRequest, study::SensitivityRequest, study::CalibrateRequest;
    py::class_<study::SweepFitRequest>(m, "SweepFitRequest")
        .def(py::init<>())
        .def_readwrite("wanted", &study::SweepFitRequest::wanted)
        .def_readwrite("by_region", &study::SweepFitRequest::by_region)
        .def_readwrite("other_fc", &study::SweepFitRequest::other_fc);
    py::class_<study::SweepRequest>(m, "SweepRequest")
        .def(py::init<>())
        .def_readwrite("network", &study::SweepRequest::network)
        .def_readwrite("vary", &study::SweepRequest::vary)
        .def_readwrite("linear_noise", &study::SweepRequest::linear_noise)
        .def_readwrite("fit", &study::SweepRequest::fit);
    py::class_<study::DrawOptions>(m, "DrawOptions")
        .def(py::init<>())
        .def_readwrite("seeds", &study::DrawOptions::seeds)
        .def_readwrite("ensembles", &study::DrawOptions::ensembles);
    py::class_<EvidenceRequest>(m, "EvidenceRequest")
        .def(py::init<>())
        .def_readwrite("ledger", &EvidenceOptions::ledger)
        .def_readwrite("set", &EvidenceOptions::set)
        .def_readwrite("people", &EvidenceOptions::people)
        .def_readwrite("seed", &EvidenceOptions::seed)
        .def_readwrite("threads", &EvidenceOptions::threads)
        .def_readwrite("life", &EvidenceOptions::life)
        .def_readwrite("draws", &EvidenceRequest::draws)
        .def_readwrite("only", &EvidenceRequest::only)
        .def_readwrite("rows", &EvidenceRequest::rows);
    py::class_<SensitivityRequest>(m, "SensitivityRequest")
        .def(py::init<>())
        .def_readwrite("method", &SensitivityRequest::method)
        .def_readwrite("parameters", &SensitivityRequest::parameters)
        .def_readwrite("spread", &SensitivityRequest::spread)
        .def_readwrite("bounds", &SensitivityRequest::bounds)
        .def_readwrite("claims", &SensitivityRequest::claims)
        .def_readwrite("outputs", &SensitivityRequest::outputs)
        .def_readwrite("people", &SensitivityRequest::people)
        .def_readwrite("trajectories", &SensitivityRequest::trajectories)
        .def_readwrite("rows", &SensitivityRequest::rows)
        .def_readwrite("seed", &SensitivityRequest::seed)
        .def_readwrite("threads", &SensitivityRequest::threads)
        .def_readwrite("life", &SensitivityRequest::life);
    py::class_<CalibrateRequest>(m, "CalibrateRequest")
        .def(py::init<>())
        .def_readwrite("text", &CalibrateRequest::text)
        .def_readwrite("file", &CalibrateRequest::file)
        .def_readwrite("ledger", &CalibrateRequest::ledger)
        .def_readwrite("threads", &CalibrateRequest::threads)
        .def_readwrite("life", &CalibrateRequest::life);
}

// What all of them have: warnings, hash, write, and where there is one a summary.
template <class Of>
py::class_<Of, std::shared_ptr<Of>> bind_study(py::module_& m, const char* name) {
    py::class_<Of, std::shared_ptr<Of>> c(m, name);
    if constexpr (requires(Of s) { s.result.hash; })
        c.def_property_readonly("hash", [](const Of& s) { return s.result.hash; });
    if constexpr (requires(Of s) { s.result.warnings; })
        c.def_property_readonly("warnings", [](const Of& s) { return s.result.warnings; });
    if constexpr (requires(Of s) { summary_of(*s.job, s.result, s.told); }) {
        c.def("summary", [](const Of& s) { return of(summary_of(*s.job, s.result, s.told)); });
        c.def("write", [](const Of& s, const std::string& folder) {
            saved(folder, s.told, [&] { write(*s.job, s.result, s.told, folder); });
        });
    }
    return c;
}

} // namespace

void bind_fit(py::module_& m) {
    bind_requests(m);
    bind_study<Swept>(m, "Swept")
        .def("summary", [](const Swept& s) { return of(study::summary_of(s.job->job, s.result, s.told)); })
        .def("dataset",
             [](const std::shared_ptr<Swept>& s) {
                 return dataset_of(s, [&] { return study::sweep_dataset(s->job->job, s->result); });
             })
        .def("tables",
             [](const Swept& s) {
                 const auto& job = s.job->job;
                 auto out =
                     tables_of({{"sweep", study::sweep_table(*job.brain.network.model, job.axes, s.result.points)}});
                 if (s.result.fit) {
                     out["fit"] = of(study::fit_table(*s.result.fit));
                     out["controls"] = of(study::controls_table(*s.result.fit));
                 }
                 return out;
             })
        .def("write", [](const Swept& s, const std::string& folder) {
            saved(folder, s.told, [&] { study::write(s.job->job, s.result, s.told, folder); });
        });
    m.def("sweep", [](const study::SweepRequest& r, std::string command, py::object progress) {
        return studied<Swept, study::SweepWatch>(
            std::move(command), std::move(progress), [&] { return study::sweep_job(r); },
            [](const SweepOwned& owned, const auto& watch) { return study::sweep(owned.job, watch); });
    });

    bind_study<Asked>(m, "Asked")
        .def_property_readonly("warnings",
                               [](const Asked& s) {
                                   auto out = s.job->evidence.warnings;
                                   const auto& brain = s.job->evidence.life.brain.warnings;
                                   out.insert(out.end(), brain.begin(), brain.end());
                                   return out;
                               })
        .def_property_readonly("words",
                               [](const Asked& s) {
                                   std::string out;
                                   for (const auto& [role, counts] : report::counts_of(s.result.report))
                                       out += role + ": " + report::told(counts) + "\n";
                                   return out;
                               })
        .def("tables",
             [](const Asked& s) {
                 return tables_of({{"evidence", report::evidence_table(s.result.report)}});
             })
        .def("write", [](const Asked& s, const std::string& folder) {
            saved(folder, s.told, [&] { study::write(s.result, s.told, folder); });
        });
    m.def("evidence", [](const study::EvidenceRequest& r, std::string command, py::object progress) {
        return studied<Asked, study::EvidenceWatch>(
            std::move(command), std::move(progress),
            [&] { return std::make_unique<study::LedgerJob>(study::ledger_job(r)); },
            [](const study::LedgerJob& job, const auto& watch) { return study::evidence(job, watch); });
    });

    bind_study<Sensed>(m, "Sensed").def("tables", [](const Sensed& s) {
        return tables_of({{"sensitivity", report::table_of(study::report_of(*s.job, s.result, s.told.command))}});
    });
    m.def("sensitivity", [](const study::SensitivityRequest& r, std::string command, py::object progress) {
        return studied<Sensed, study::AnswersWatch>(
            std::move(command), std::move(progress),
            [&] { return std::make_unique<study::SensitivityJob>(study::sensitivity_job(r)); },
            [](const study::SensitivityJob& job, const auto& watch) { return study::sensitivity(job, watch); });
    });

    bind_study<Fitted>(m, "Fitted")
        .def_property_readonly("result_toml",
                               [](const Fitted& s) { return study::result_text(*s.job, s.result, s.told.command); })
        .def("tables", [](const Fitted& s) {
            const auto& c = s.result.calibration;
            return tables_of(
                {{"points", points_table(*s.job, c.points.size(),
                                         [&](std::size_t k) { return std::span<const double>(c.points[k].values); })},
                 {"ensemble", points_table(*s.job, c.ensemble.members.rows(),
                                           [&](std::size_t k) { return c.ensemble.members.row(k); })}});
        });
    m.def("calibrate", [](const study::CalibrateRequest& r, std::string command, py::object progress) {
        return studied<Fitted, study::CalibrateWatch>(
            std::move(command), std::move(progress),
            [&] { return std::make_unique<study::CalibrateJob>(study::calibrate_job(r)); },
            [](const study::CalibrateJob& job, const auto& watch) { return study::calibrate(job, watch); });
    });
}

} // namespace rewire::python
