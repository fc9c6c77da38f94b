// Connectomes: read, made of arrays, or the template.
#include "python/values.hpp"

#include "base/error.hpp"
#include "brain/connectome.hpp"
#include "python/rooms.hpp"
#include "study/brain_files.hpp"

namespace rewire::python {
namespace {

using Array = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Brain = std::shared_ptr<brain::Connectome>;

Matrix square(const Array& a, const char* what, std::size_t regions) {
    const auto n = static_cast<py::ssize_t>(regions);
    if (a.ndim() != 2 || a.shape(0) != n || a.shape(1) != n)
        throw InputError(what, "a square matrix is expected, with a row and a column for each of the labels");
    return {regions, regions, std::vector<double>(a.data(), a.data() + a.size())};
}

Brain of_arrays(const Array& weights, std::vector<std::string> labels, const py::object& lengths,
                const py::object& centres, study::ImportText text, const std::string& name) {
    const auto n = labels.size();
    if (n > brain::most_regions)
        throw InputError("labels", "no more than 2048 regions are expected of a whole-brain model");
    brain::MatrixFile file;
    file.path = name;
    file.format = "arrays";
    file.labels = std::move(labels);
    file.values = square(weights, "weights", n);
    if (!lengths.is_none())
        file.lengths_mm = square(lengths.cast<Array>(), "lengths", n);
    if (!centres.is_none()) {
        const auto c = centres.cast<Array>();
        if (c.ndim() != 2 || c.shape(0) != static_cast<py::ssize_t>(n) || c.shape(1) != 3)
            throw InputError("centres", "a matrix with a row (x, y, z in mm) for each of the labels is expected");
        file.centres_mm = {n, 3, std::vector<double>(c.data(), c.data() + c.size())};
    }
    return std::make_shared<brain::Connectome>(brain::to_connectome(std::move(file), study::options_of(text)));
}

// Everything, in the order of the struct: the bindings name every member.
py::tuple state_of(const brain::Connectome& c) {
    const auto& [name, source, synthetic, labels, weights, lengths, centres, atlas, networks, hemispheres, cortical,
                 direction, kind, notes, warnings] = c;
    const auto copy = [](const Matrix& m) {
        return py::make_tuple(m.rows(), m.cols(), std::vector<double>(m.values().begin(), m.values().end()));
    };
    return py::make_tuple(name, source, synthetic, labels, copy(weights), copy(lengths), centres, atlas, networks,
                          std::string(hemispheres.begin(), hemispheres.end()),
                          std::string(cortical.begin(), cortical.end()), direction, kind, notes, warnings);
}
Brain of_state(const py::tuple& t) {
    const auto matrix = [&](std::size_t k) {
        const auto m = t[k].cast<py::tuple>();
        return Matrix(m[0].cast<std::size_t>(), m[1].cast<std::size_t>(), m[2].cast<std::vector<double>>());
    };
    const auto letters = [&](std::size_t k) {
        const auto text = t[k].cast<std::string>();
        return std::vector<char>(text.begin(), text.end());
    };
    using Texts = std::vector<std::string>;
    return std::make_shared<brain::Connectome>(brain::Connectome{
        t[0].cast<std::string>(), t[1].cast<std::string>(), t[2].cast<bool>(), t[3].cast<Texts>(), matrix(4), matrix(5),
        t[6].cast<std::vector<std::array<double, 3>>>(), t[7].cast<std::string>(), t[8].cast<Texts>(), letters(9),
        letters(10), t[11].cast<std::string>(), t[12].cast<std::string>(), t[13].cast<Texts>(), t[14].cast<Texts>()});
}

} // namespace

void bind_brain(py::module_& m) {
    py::class_<study::MatrixText>(m, "MatrixText")
        .def(py::init<>())
        .def_readwrite("file", &study::MatrixText::file)
        .def_readwrite("labels", &study::MatrixText::labels)
        .def_readwrite("variable", &study::MatrixText::variable);
    py::class_<study::ImportText>(m, "ImportText")
        .def(py::init<>())
        .def_readwrite("file", &study::ImportText::file)
        .def_readwrite("read", &study::ImportText::read)
        .def_readwrite("weights", &study::ImportText::weights)
        .def_readwrite("direction", &study::ImportText::direction)
        .def_readwrite("labels", &study::ImportText::labels)
        .def_readwrite("variable", &study::ImportText::variable)
        .def_readwrite("lengths_unit", &study::ImportText::lengths_unit)
        .def_readwrite("lengths", &study::ImportText::lengths)
        .def_readwrite("symmetrise", &study::ImportText::symmetrise)
        .def_readwrite("number_labels", &study::ImportText::number_labels)
        .def_readwrite("drop_regions", &study::ImportText::drop_regions);
    py::class_<brain::Connectome, Brain>(m, "Connectome")
        .def_readonly("name", &brain::Connectome::name)
        .def_readonly("source", &brain::Connectome::source)
        .def_readonly("synthetic", &brain::Connectome::synthetic)
        .def_readonly("labels", &brain::Connectome::labels)
        .def_readonly("networks", &brain::Connectome::networks)
        .def_readonly("notes", &brain::Connectome::notes)
        .def_readonly("warnings", &brain::Connectome::warnings)
        .def_property_readonly(
            "hemispheres",
            [](const brain::Connectome& c) { return std::string(c.hemispheres.begin(), c.hemispheres.end()); })
        .def_property_readonly("weights", [](const Brain& c) { return of(c->weights, c); })
        .def_property_readonly(
            "lengths",
            [](const Brain& c) { return c->lengths.empty() ? py::object(py::none()) : py::object(of(c->lengths, c)); })
        .def_property_readonly("centres_mm", [](const Brain& c) { return c->centres_mm; })
        .def("describe", [](const brain::Connectome& c) { return brain::describe(c); })
        .def(py::pickle(&state_of, &of_state));
    m.def("read_connectome", [](const study::ImportText& t) {
        const py::gil_scoped_release free;
        return std::make_shared<brain::Connectome>(study::brain_of(t));
    });
    m.def("template_brain", [](const std::string& preset, double residual_sd, std::uint64_t seed) {
        return std::make_shared<brain::Connectome>(
            study::brain_of({}, {.preset = preset, .residual_sd = residual_sd, .seed = seed}));
    });
    m.def("connectome_of_arrays", &of_arrays);
}

} // namespace rewire::python
