// Scenarios, lived; plans held against one another.
#include "python/attended.hpp"
#include "python/values.hpp"

#include "python/mechanisms.hpp"
#include "python/rooms.hpp"
#include "report/bids.hpp"
#include "report/life_tables.hpp"
#include "study/compare.hpp"
#include "study/lives.hpp"

namespace rewire::python {
namespace {

using Tables = std::vector<std::pair<std::string, report::Table>>;
py::dict of(const Tables& tables) {
    py::dict out;
    for (const auto& [name, table] : tables)
        out[name.c_str()] = python::of(table);
    return out;
}

struct Lived {
    study::LifeJob job;
    std::string text;
    study::LivesRequest request;
    study::LivesResult result;
    study::Told told;
    report::LifeNumbers numbers = {}; // made where the result was: near its memory, and nobody waits for the lock
    report::LifeReport report() const { return study::report_of(job, request, result, told.command); }
};
using LivedHandle = std::shared_ptr<Lived>;

LivedHandle run(const std::string& text, const std::string& file, const study::LifeOptions& life,
                std::optional<std::size_t> people, std::uint64_t seed, int threads, const std::string& keep,
                std::string command, py::object progress) {
    const auto kept = simulate::keep_named(keep, "keep");
    return attended(std::move(progress), [&](Attention& attention) {
        auto out =
            std::make_shared<Lived>(Lived{.job = study::life_job(text, file, life),
                                          .text = text,
                                          .request = {.people = 0, .seed = seed, .threads = threads, .keep = kept},
                                          .result = {},
                                          .told = {std::move(command)}});
        out->request.people = study::people_of(out->job, people);
        study::LivesWatch watch;
        attention.into(watch);
        out->result = study::lives(out->job, out->request, watch);
        if (out->result.whole)
            out->numbers = report::life_dataset(out->report());
        return out;
    });
}

struct Compared {
    study::CompareResult result;
    study::Told told;
};
using ComparedHandle = std::shared_ptr<Compared>;
ComparedHandle compare(std::vector<study::PlanText> plans, const study::LifeOptions& life,
                       std::optional<std::size_t> people, std::uint64_t seed, int threads, std::string command,
                       py::object progress) {
    return attended(std::move(progress), [&](Attention& attention) {
        auto out = std::make_shared<Compared>(Compared{.result = {}, .told = {std::move(command)}});
        auto given = study::compared_plans(
            {.plans = {}, .people = people, .seed = seed, .life = life, .texts = std::move(plans)});
        study::CompareWatch watch;
        attention.into(watch);
        out->result = study::compare(std::move(given.arms),
                                     {.people = given.people, .seed = given.seed, .threads = threads}, watch);
        return out;
    });
}

} // namespace

void bind_lives(py::module_& m) {
    py::class_<study::LifeOptions>(m, "LifeOptions")
        .def(py::init<>())
        .def_readwrite("catalog", &study::LifeOptions::catalog)
        .def_readwrite("catalog_as", &study::LifeOptions::catalog_as)
        .def_readwrite("connectome", &study::LifeOptions::connectome)
        .def_readwrite("coupling", &study::LifeOptions::coupling)
        .def_readwrite("own_connectomes", &study::LifeOptions::own_connectomes)
        .def_property(
            "mechanisms", [](const study::LifeOptions& o) { return o.mechanisms.size(); },
            [](study::LifeOptions& o, const py::list& given) { o.mechanisms = own_mechanisms(given); });
    py::class_<Lived, LivedHandle>(m, "Lived")
        .def_property_readonly("hash", [](const Lived& l) { return l.result.hash; })
        .def_property_readonly("warnings", [](const Lived& l) { return l.result.warnings; })
        .def_property_readonly("experimental", [](const Lived& l) { return experimental(l.job); })
        .def("summary",
             [](const Lived& l) { return python::of(study::summary_of(l.job, l.request, l.result, l.told)); })
        .def("dataset", [](const LivedHandle& l) { return python::of(l->numbers.dataset, l); })
        .def("tables",
             [](const Lived& l) {
                 const auto r = l.report();
                 return of({{"subjects", report::subjects_table(r)},
                            {"visits", study::visits_table(l.result)},
                            {"answers", report::answers_table(r)},
                            {"days", report::days_table(r)},
                            {"pathways", report::pathways_table(r)},
                            {"hours", report::hours_table(r)},
                            {"outcomes", report::outcomes_table(l.result.outcomes)}});
             })
        .def("write",
             [](const Lived& l, const std::string& folder) {
                 saved(folder, l.told, [&] { study::write(l.job, l.text, l.request, l.result, l.told, folder); });
             })
        .def("write_bids", [](const Lived& l, const std::string& folder) {
            const py::gil_scoped_release free;
            report::write_bids(l.report(), folder);
        });
    m.def("run", &run);
    using study::PlanText;
    py::class_<PlanText>(m, "Plan").def(py::init([](std::string name, std::string text, std::string file) {
        return PlanText{std::move(name), std::move(file), std::move(text)};
    }));
    py::class_<Compared, ComparedHandle>(m, "Compared")
        .def_property_readonly("hash", [](const Compared& c) { return c.result.comparison.hash; })
        .def_property_readonly("warnings", [](const Compared& c) { return c.result.warnings; })
        .def_property_readonly("experimental",
                               [](const Compared& c) { return experimental(c.result.arms.front().job); })
        .def_property_readonly(
            "findings",
            [](const Compared& c) { return report::comparison_findings(study::report_of(c.result, c.told.command)); })
        .def("summary", [](const Compared& c) { return python::of(study::summary_of(c.result, c.told)); })
        .def("dataset",
             [](const ComparedHandle& c) {
                 return dataset_of(
                     c, [&] { return report::comparison_dataset(study::report_of(c->result, c->told.command)); });
             })
        .def("tables",
             [](const Compared& c) {
                 const auto r = study::report_of(c.result, c.told.command);
                 return of({{"comparison", report::comparison_table(r)},
                            {"days", report::comparison_days_table(r)},
                            {"brain", report::comparison_brain_table(r)}});
             })
        .def("write", [](const Compared& c, const std::string& folder) {
            saved(folder, c.told, [&] { study::write(c.result, c.told, folder); });
        });
    m.def("compare", &compare);
}

} // namespace rewire::python
