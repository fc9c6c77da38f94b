// Which treatment for whom.
#include "python/attended.hpp"
#include "python/values.hpp"

#include "python/mechanisms.hpp"
#include "python/rooms.hpp"
#include "report/rank_tables.hpp"
#include "report/rank_words.hpp"
#include "study/rank.hpp"

namespace rewire::python {
namespace {

struct Ranked {
    study::RankJob job;
    study::RankResult result;
    study::Told told;
};
using Handle = std::shared_ptr<Ranked>;

Handle rank(const study::RankRequest& request, std::string command, py::object progress) {
    return attended(std::move(progress), [&](Attention& attention) {
        auto out = std::make_shared<Ranked>(
            Ranked{.job = study::rank_job(request), .result = {}, .told = {std::move(command)}});
        study::Watch watch;
        attention.into(watch);
        out->result = study::rank(out->job, request, watch);
        if (out->result.broken)
            throw InputError("people", out->result.notes.back());
        return out;
    });
}

} // namespace

void bind_rank(py::module_& m) {
    using study::RankRequest;
    py::class_<RankRequest>(m, "RankRequest")
        .def(py::init<>())
        .def_readwrite("file", &RankRequest::file)
        .def_readwrite("text", &RankRequest::text)
        .def_readwrite("candidates", &RankRequest::candidates)
        .def_readwrite("people", &RankRequest::people)
        .def_readwrite("seed", &RankRequest::seed)
        .def_readwrite("threads", &RankRequest::threads)
        .def_readwrite("shuffles", &RankRequest::shuffles)
        .def_property(
            "sets", [](const RankRequest& r) { return r.sets.sets; },
            [](RankRequest& r, std::size_t sets) { r.sets.sets = sets; })
        .def_property(
            "ensembles", [](const RankRequest& r) { return r.sets.ensembles; },
            [](RankRequest& r, std::vector<std::string> names) { r.sets.ensembles = std::move(names); })
        .def_readwrite("life", &RankRequest::life);
    py::class_<Ranked, Handle>(m, "Ranked")
        .def_property_readonly("hash", [](const Ranked& r) { return r.result.hash; })
        .def_property_readonly("warnings", [](const Ranked& r) { return r.result.warnings; })
        .def_property_readonly("experimental", [](const Ranked& r) { return experimental(r.job.job); })
        .def_property_readonly("words",
                               [](const Ranked& r) {
                                   std::string out;
                                   for (const auto& ranking : r.result.rankings)
                                       out += report::words_of(r.job.design, ranking);
                                   return out;
                               })
        .def("summary", [](const Ranked& r) { return of(study::summary_of(r.job, r.result, r.told)); })
        .def("tables",
             [](const Ranked& r) {
                 py::dict out;
                 out["rank"] = of(report::rank_table(r.job.design, r.result.rankings));
                 out["weights"] = of(report::rank_weights(r.job.design, r.result.lives, r.result.rankings));
                 return out;
             })
        .def("write", [](const Ranked& r, const std::string& folder) {
            saved(folder, r.told, [&] { study::write(r.job, r.result, r.told, folder); });
        });
    m.def("rank", &rank);
}

} // namespace rewire::python
