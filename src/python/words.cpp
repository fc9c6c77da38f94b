// What there is.
#include <pybind11/stl.h>

#include "base/file.hpp"
#include "equations/all.hpp"
#include "python/rooms.hpp"
#include "study/catalogue_words.hpp"
#include "study/descriptions.hpp"

namespace rewire::python {

void bind_words(pybind11::module_& m) {
    namespace py = pybind11;
    m.def("describe", &study::description_of);
    m.def("list_of", &study::list_of);
    m.def("names_of", [](const std::string& kind, const std::string& own) {
        std::vector<std::pair<std::string, std::string>> out;
        if (kind == "mechanisms") {
            const auto all = equations::all_mechanisms();
            for (const auto& e : all.entries())
                out.emplace_back(e.name, e.about.claim);
            return out;
        }
        study::list_of(kind, own); // says what kinds there are, where this is none
        for (const auto& item : study::items_of(kind == "drugs" ? "treatments" : kind, own))
            if (kind != "drugs" || item.drug)
                out.emplace_back(item.name, item.says);
        return out;
    });
    m.def("embedded", [](const std::string& path) { return std::string(embedded(path)); });
    m.def("embedded_under", [](const std::string& folder) {
        std::vector<std::string> out;
        for (const auto path : embedded_under(folder))
            out.emplace_back(path);
        return out;
    });
}

} // namespace rewire::python
