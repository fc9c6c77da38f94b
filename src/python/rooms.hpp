// The parts of the module; each binds one use case of study/.
#pragma once
#include <pybind11/pybind11.h>

namespace rewire::python {

void bind_errors(pybind11::module_& m);
void bind_brain(pybind11::module_& m);
void bind_network(pybind11::module_& m);
void bind_lives(pybind11::module_& m);
void bind_mechanisms(pybind11::module_& m);
void bind_trial(pybind11::module_& m);
void bind_rank(pybind11::module_& m);
void bind_fit(pybind11::module_& m);
void bind_words(pybind11::module_& m);

} // namespace rewire::python
