#include <algorithm>
#include <pybind11/stl.h>

#include "base/error.hpp"
#include "python/mechanisms.hpp"
#include "python/rooms.hpp"

namespace rewire::python {
namespace {

namespace py = pybind11;

// What is called --fcd-window on the command line is fcd_window here.
std::string argument_of(const std::string& file) {
    if (!file.starts_with("--"))
        return file;
    auto name = file.substr(2);
    std::ranges::replace(name, '-', '_');
    return name;
}

void raise(const py::object& type, const InputError& e) {
    py::list problems;
    std::string text;
    for (auto p : e.problems()) {
        p.file = argument_of(p.file);
        text += (text.empty() ? "" : "\n") + describe(p);
        problems.append(py::dict(py::arg("file") = p.file, py::arg("line") = p.line, py::arg("column") = p.column,
                                 py::arg("what") = p.what, py::arg("source") = p.source));
    }
    auto error = type(text);
    error.attr("problems") = problems;
    PyErr_SetObject(type.ptr(), error.ptr());
}

} // namespace

void bind_errors(py::module_& m) {
    const auto base = py::exception<std::runtime_error>(m, "Error", PyExc_Exception);
    // ValueError too: that is what Python's own functions raise for what they cannot take.
    const auto both = py::make_tuple(base, py::handle(PyExc_ValueError));
    const py::object builtin_type = py::module_::import("builtins").attr("type");
    const auto make = [&](const char* name, const py::object& bases, const char* doc) {
        auto type = builtin_type(name, bases, py::dict(py::arg("__doc__") = doc, py::arg("__module__") = "rewire"));
        m.attr(name) = type;
        return type;
    };
    make("InputError", both,
         "Something is wrong with what was given: every fault at once, each with its place and how to mend it.\n\n"
         "problems: list of dict with file, line and column (from 1; 0: not known), what, source (the line itself).");
    make("NumericsError", py::make_tuple(base), "The numbers broke: where, when, and what can be done.");
    make("Defect", py::make_tuple(base), "A fault of rewire's own; please report it.");
    py::register_exception_translator([](std::exception_ptr p) {
        const auto type = [](const char* name) { return py::module_::import("rewire._rewire").attr(name); };
        try {
            if (p)
                std::rethrow_exception(p);
        } catch (const PythonRaised& e) {
            e.restore();
        } catch (const InputError& e) {
            raise(type("InputError"), e);
        } catch (const NumericsError& e) {
            PyErr_SetString(type("NumericsError").ptr(), e.what());
        } catch (const Defect& e) {
            PyErr_SetString(type("Defect").ptr(), e.what());
        }
    });
}

} // namespace rewire::python
