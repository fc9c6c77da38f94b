// What the study hands out, as Python knows it: numbers as NumPy arrays that share the memory they were made in.
#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "base/matrix.hpp"
#include "report/dataset.hpp"
#include "report/ro_crate.hpp"
#include "report/table.hpp"
#include "study/told.hpp"

namespace rewire::python {

namespace py = pybind11;

// {"title", "attrs", "coords": {name: (dims, values, attrs)}, "data_vars": {...}}: what xarray.Dataset is made of, with
// the names, types and attributes that result.nc has. `keeps`: owns what the dataset's spans see, and the dataset.
// Float64 and long float32 arrays are not copied.
py::dict of(const report::Dataset& d, std::shared_ptr<const void> keeps);
// Of what `make()` makes of a result: a dataset, or one with the long numbers that it points to. Both live as long as
// the arrays.
template <class Result, class Make>
py::dict dataset_of(const std::shared_ptr<Result>& from, Make make) {
    struct Kept {
        std::shared_ptr<Result> from;
        decltype(make()) made;
    };
    auto kept = std::make_shared<Kept>(Kept{from, make()});
    if constexpr (requires { kept->made.dataset; })
        return of(kept->made.dataset, kept);
    else
        return of(kept->made, kept);
}
// [(name, unit, values)]: what pandas.DataFrame is made of; numbers as float64, text as a list.
py::list of(const report::Table& t);
py::object of(const nlohmann::ordered_json& j);
// The files that `write()` writes into a folder, and what they are beside them: as the program leaves it.
template <class Write>
void saved(const std::string& folder, const study::Told& told, Write write) {
    const py::gil_scoped_release free;
    report::write_described(folder, told.command, write);
}
// A view; `keeps` owns it.
py::array of(const Matrix& m, std::shared_ptr<const void> keeps);

} // namespace rewire::python
