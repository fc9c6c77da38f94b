#include "python/values.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace rewire::python {
namespace {

py::capsule owner(std::shared_ptr<const void> keeps) {
    return {new std::shared_ptr<const void>(std::move(keeps)),
            [](void* p) { delete static_cast<std::shared_ptr<const void>*>(p); }};
}
template <class T>
py::array view(const T* data, std::vector<py::ssize_t> shape, const std::shared_ptr<const void>& keeps) {
    py::array_t<T> out(std::move(shape), data, owner(keeps));
    out.attr("flags").attr("writeable") = false; // others may see the same numbers
    return out;
}
template <class To, class From>
py::array copied(std::span<const From> from, std::vector<py::ssize_t> shape) {
    py::array_t<To> out(std::move(shape));
    std::transform(from.begin(), from.end(), out.mutable_data(), [](From v) { return static_cast<To>(v); });
    return out;
}

// Written into the array, not by way of a list: a call of rw.run makes some hundred words.
py::array texts(const std::vector<std::string>& from, const std::vector<py::ssize_t>& shape) {
    py::array out(py::dtype("O"), shape);
    expects(out.size() == static_cast<py::ssize_t>(from.size()), "text lies on its dimensions");
    auto* to = static_cast<PyObject**>(out.mutable_data());
    for (const auto& text : from)
        py::handle(std::exchange(*to++, py::str(text).release().ptr())).dec_ref();
    return out;
}

py::object values_of(const report::Variable& v, const std::vector<py::ssize_t>& shape,
                     const std::shared_ptr<const void>& keeps) {
    if (!v.text.empty())
        return texts(v.text, shape);
    if (!v.floats.empty())
        return view(v.floats.data(), shape, keeps);
    const std::span<const double> values(v.values);
    if (v.whole)
        return copied<std::int32_t>(values, shape);
    if (v.single)
        return copied<float>(values, shape);
    return view(v.values.data(), shape, keeps);
}

py::dict attributes_of(const report::Variable& v) {
    py::dict out;
    for (const auto& [name, text] : {std::pair{"units", &v.units}, {"long_name", &v.long_name}, {"source", &v.source}})
        if (!text->empty())
            out[name] = *text;
    return out;
}

} // namespace

py::dict of(const report::Dataset& d, std::shared_ptr<const void> keeps) {
    py::dict attrs, coords, variables;
    attrs["Conventions"] = "CF-1.10";
    attrs["title"] = d.title;
    attrs["rewire_version"] = d.version;
    attrs["notice"] = std::string(report::research_notice);
    if (!d.history.empty())
        attrs["history"] = d.history;
    for (const auto& [name, value] : d.attributes)
        std::visit([&, n = name](const auto& a) { attrs[n.c_str()] = a; }, value);
    for (const auto& [list, into] : {std::pair{&d.coordinates, &coords}, {&d.variables, &variables}})
        for (const auto& v : *list) {
            std::vector<py::ssize_t> shape;
            for (const auto& dim : v.dims)
                shape.push_back(static_cast<py::ssize_t>(d.size(dim)));
            (*into)[v.name.c_str()] = py::make_tuple(v.dims, values_of(v, shape, keeps), attributes_of(v));
        }
    py::dict out;
    out["attrs"] = attrs;
    out["coords"] = coords;
    out["data_vars"] = variables;
    return out;
}

py::list of(const report::Table& t) {
    py::list out;
    for (std::size_t k = 0; k < t.columns.size(); ++k) {
        const bool text = std::ranges::any_of(
            t.rows, [&](const std::vector<report::Cell>& row) { return std::holds_alternative<std::string>(row[k]); });
        py::list cells;
        for (const auto& row : t.rows)
            std::visit([&](const auto& cell) { cells.append(cell); }, row[k]);
        const auto& c = t.columns[k];
        out.append(
            py::make_tuple(c.name, c.unit,
                           text ? py::object(cells)
                                : py::module_::import("numpy").attr("array")(cells, py::arg("dtype") = "float64")));
    }
    return out;
}

py::object of(const nlohmann::ordered_json& j) {
    const auto text = j.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    return py::module_::import("json").attr("loads")(text);
}

py::array of(const Matrix& m, std::shared_ptr<const void> keeps) {
    return view(m.values().data(), {static_cast<py::ssize_t>(m.rows()), static_cast<py::ssize_t>(m.cols())}, keeps);
}

} // namespace rewire::python
