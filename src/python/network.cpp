// One brain, scanned.
#include "python/attended.hpp"
#include "python/values.hpp"

#include "base/error.hpp"
#include "python/rooms.hpp"
#include "study/network.hpp"

namespace rewire::python {
namespace {

struct Scanned {
    std::unique_ptr<study::Owned<study::Job>> owned;
    study::NetworkResult result;
    study::Told told;
    const study::Job& job() const { return owned->job; }
};
using Handle = std::shared_ptr<Scanned>;

Handle network(const study::NetworkRequest& request, std::string command, py::object progress) {
    return attended(std::move(progress), [&](Attention& attention) {
        auto out = std::make_shared<Scanned>(Scanned{study::network_job(request), {}, {std::move(command)}});
        study::NetworkWatch watch;
        attention.into(watch);
        out->result = study::network(out->job(), watch);
        if (out->result.scan.failure)
            throw NumericsError(*out->result.scan.failure);
        return out;
    });
}

} // namespace

void bind_network(py::module_& m) {
    using Request = study::NetworkRequest;
    py::class_<study::MeasuredText>(m, "MeasuredText")
        .def(py::init<>())
        .def_readwrite("fc", &study::MeasuredText::fc)
        .def_readwrite("bold", &study::MeasuredText::bold)
        .def_readwrite("fc_values", &study::MeasuredText::fc_values)
        .def_readwrite("fc_symmetrise", &study::MeasuredText::fc_symmetrise);
    py::class_<Request>(m, "NetworkRequest")
        .def(py::init<>())
        .def_readwrite("power", &Request::power)
        .def_readwrite("brain", &Request::brain)
        .def_readwrite("scaling", &Request::scaling)
        .def_readwrite("template", &Request::preset)
        .def_readwrite("model", &Request::model)
        .def_readwrite("fic", &Request::fic)
        .def_readwrite("blood", &Request::blood)
        .def_readwrite("method", &Request::method)
        .def_readwrite("precision", &Request::precision)
        .def_readwrite("duration", &Request::duration)
        .def_readwrite("transient", &Request::transient)
        .def_readwrite("tr", &Request::tr)
        .def_readwrite("dt", &Request::dt)
        .def_readwrite("speed", &Request::speed)
        .def_readwrite("coupling_every", &Request::coupling_every)
        .def_readwrite("band", &Request::band)
        .def_readwrite("fcd_window", &Request::fcd_window)
        .def_readwrite("fcd_step", &Request::fcd_step)
        .def_readwrite("measured", &Request::measured)
        .def_readwrite("set", &Request::set)
        .def_readwrite("map", &Request::map)
        .def_readwrite("coupling", &Request::coupling)
        .def_readwrite("noise", &Request::noise)
        .def_readwrite("seed", &Request::seed)
        .def_readwrite("threads", &Request::threads)
        .def_readwrite("common_noise", &Request::common_noise);
    py::class_<Scanned, Handle>(m, "Scanned")
        .def_property_readonly("hash", [](const Scanned& s) { return s.result.hash; })
        .def_property_readonly("warnings", [](const Scanned& s) { return s.result.warnings; })
        .def_property_readonly("found", [](const Scanned& s) { return s.result.findings.has_value(); })
        .def("summary", [](const Scanned& s) { return of(study::summary_of(s.job(), s.result, s.told)); })
        .def("dataset",
             [](const Handle& s) {
                 return dataset_of(
                     s, [&] { return report::dataset_of(study::report_of(s->job(), s->result, s->told.command)); });
             })
        .def("write", [](const Scanned& s, const std::string& folder) {
            saved(folder, s.told, [&] { study::write(s.job(), s.result, s.told, folder); });
        });
    m.def("network", &network);
}

} // namespace rewire::python
