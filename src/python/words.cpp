// What there is.
#include <pybind11/stl.h>

#include "base/file.hpp"
#include "python/rooms.hpp"
#include "study/descriptions.hpp"

namespace rewire::python {

void bind_words(pybind11::module_& m) {
    namespace py = pybind11;
    m.def("describe", [](const std::vector<std::string>& names, const std::string& own) {
        return study::description_of(names, own);
    });
    m.def("list_of", [](const std::string& kind, const std::string& own) { return study::list_of(kind, own); });
    m.def("names_of", [](const std::string& kind, const std::string& own) { return study::names_of(kind, own); });
    m.def("embedded", [](const std::string& path) { return std::string(embedded(path)); });
    m.def("embedded_under", [](const std::string& folder) {
        std::vector<std::string> out;
        for (const auto path : embedded_under(folder))
            out.emplace_back(path);
        return out;
    });
}

} // namespace rewire::python
