#include "python/mechanisms.hpp"

#include <atomic>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "mechanism/laws.hpp"
#include "python/rooms.hpp"

namespace rewire::python {

namespace py = pybind11;

// Objects of Python that outlive the lock: dropped with it, or left where the interpreter is gone.
template <class Held>
struct DropLocked {
    void operator()(Held* held) const {
        if (!Py_IsInitialized())
            return;
        const py::gil_scoped_acquire lock;
        delete held;
    }
};

class Raised {
public:
    bool any() const { return any_; }
    void keep(const py::error_already_set& e) { // with the lock
        if (any_)
            return;
        error_ = std::shared_ptr<py::object>(new py::object(e.value()), DropLocked<py::object>{});
        if (const auto trace = e.trace())
            PyException_SetTraceback(error_->ptr(), trace.ptr());
        any_ = true;
    }
    void restore() const { PyErr_SetObject(py::type::handle_of(*error_).ptr(), error_->ptr()); }

private:
    std::atomic<bool> any_{false};
    std::shared_ptr<py::object> error_;
};

PythonRaised::PythonRaised(std::shared_ptr<Raised> first)
    : std::runtime_error("a mechanism in Python raised an error"), first_(std::move(first)) {}
void PythonRaised::restore() const { first_->restore(); }

namespace {

using Values = py::array_t<double, py::array::c_style | py::array::forcecast>;

class PythonEquations final : public mechanism::Equations {
public:
    PythonEquations(py::object ask, std::size_t states, std::size_t outputs, std::shared_ptr<Raised> raised)
        : ask_(new py::object(std::move(ask)), DropLocked<py::object>{}),
          states_(states),
          outputs_(outputs),
          raised_(std::move(raised)) {}
    void drift(const mechanism::Columns& at, double* const* dx) const override { ask("drift", at, dx, states_); }
    void leak(const mechanism::Columns& at, double* const* rate) const override { ask("leak", at, rate, states_); }
    void emit(const mechanism::Columns& at, double* const* y) const override { ask("emit", at, y, outputs_); }

private:
    // A copy: what Python keeps of it stays as it was.
    static Values copied(std::span<const double* const> rows, std::size_t cells) {
        Values out({static_cast<py::ssize_t>(rows.size()), static_cast<py::ssize_t>(cells)});
        for (std::size_t k = 0; k < rows.size(); ++k)
            std::copy_n(rows[k], cells, out.mutable_data() + k * cells);
        out.attr("flags").attr("writeable") = false;
        return out;
    }
    void ask(const char* what, const mechanism::Columns& at, double* const* to, std::size_t rows) const {
        if (raised_->any())
            throw PythonRaised(raised_);
        const py::gil_scoped_acquire lock;
        try {
            const auto got =
                Values((*ask_)(what, copied(at.x, at.cells), copied(at.u, at.cells), copied(at.p, at.cells)));
            expects(got.ndim() == 2 && got.shape(0) == static_cast<py::ssize_t>(rows) &&
                        got.shape(1) == static_cast<py::ssize_t>(at.cells),
                    "a mechanism in Python answers with a number for each row and cell");
            for (std::size_t k = 0; k < rows; ++k)
                std::copy_n(got.data() + k * at.cells, at.cells, to[k]);
        } catch (const py::error_already_set& e) {
            raised_->keep(e);
        }
        if (raised_->any())
            throw PythonRaised(raised_);
    }

    std::shared_ptr<py::object> ask_;
    std::size_t states_, outputs_;
    std::shared_ptr<Raised> raised_;
};

mechanism::RowText row_of(const py::dict& d) {
    const auto text = [&](const char* key) { return d[key].cast<std::string>(); };
    const auto edge = text("edge");
    return {.name = text("name"),
            .unit = text("unit"),
            .note = text("note"),
            .value = d["value"].cast<double>(),
            .sd = d["sd"].cast<double>(),
            .low = d["low"].cast<double>(),
            .high = d["high"].cast<double>(),
            .edge = edge == "clamp"  ? mechanism::Edge::clamp
                    : edge == "wrap" ? mechanism::Edge::wrap
                                     : mechanism::Edge::open};
}
mechanism::MechanismText text_of(const py::dict& d) {
    const auto text = [&](const char* key) { return d[key].cast<std::string>(); };
    const auto rows = [&](const char* key) {
        std::vector<mechanism::RowText> out;
        for (const auto& row : d[key].cast<py::list>())
            out.push_back(row_of(row.cast<py::dict>()));
        return out;
    };
    return {.name = text("name"),
            .claim = text("claim"),
            .equations = text("equations"),
            .assumes = text("assumes"),
            .fails = text("fails"),
            .cite = text("cite"),
            .in_place_of = text("in_place_of"),
            .states = rows("states"),
            .params = rows("params"),
            .inputs = rows("reads"),
            .outputs = rows("emits"),
            .leaks = d["leaks"].cast<bool>(),
            .file = text("file"),
            .source = text("source")};
}

} // namespace

std::vector<mechanism::Own> own_mechanisms(const py::list& given) {
    const auto raised = std::make_shared<Raised>();
    std::vector<mechanism::Own> out;
    Problems problems;
    for (const auto& item : given) {
        const auto pair = item.cast<py::tuple>();
        auto text = text_of(pair[0].cast<py::dict>());
        auto equations = std::make_shared<PythonEquations>(pair[1], text.states.size(), text.outputs.size(), raised);
        try {
            out.push_back(mechanism::own_mechanism(text, std::move(equations)));
        } catch (const InputError& e) {
            for (const auto& p : e.problems())
                problems.add(p);
        }
    }
    problems.raise_if_any();
    return out;
}

namespace {

using LawText = std::tuple<std::string, std::string, std::vector<std::string>>;

// Whether it finds its place among those of the house: names, units and values of signals, no ring.
LawText fits(const std::vector<mechanism::Own>& own) {
    LawText law{"fits", "its signals go together with those of the house", {}};
    try {
        study::LifeOptions o;
        o.mechanisms = own;
        const auto job = study::life_job(o);
        for (const auto& w : job.brain.warnings)
            if (w.starts_with(std::string(own.front().entry.name) + ": "))
                std::get<2>(law).push_back(w);
    } catch (const InputError& e) {
        for (const auto& p : e.problems())
            std::get<2>(law).push_back(p.what);
    }
    return law;
}
std::vector<LawText> laws(const py::list& given) {
    const auto own = own_mechanisms(given);
    const py::gil_scoped_release free;
    std::vector<LawText> out;
    for (const auto& o : own) {
        out.push_back(fits({o}));
        const auto is_key = [](std::string_view key) {
            return embedded("references.bib").find("{" + std::string(key) + ",") != std::string_view::npos;
        };
        for (const auto& law : mechanism::laws_of(o.entry, is_key))
            out.emplace_back(law.name, law.says, law.broken);
    }
    return out;
}

} // namespace

std::vector<std::string> experimental(const study::LifeJob& job) {
    std::vector<std::string> out;
    for (const auto& own : job.own)
        out.emplace_back(own.entry.name);
    return out;
}

void bind_mechanisms(py::module_& m) {
    m.def("laws_of", &laws);
    // Its size in SI and the powers of kg, m, s, A and mol; None where there is no such unit.
    m.def("unit_of", [](const std::string& text) {
        const auto u = find_unit(text);
        if (!u)
            return py::object(py::none());
        std::vector<double> powers;
        for (const auto halves : {u->dim.kg, u->dim.m, u->dim.s, u->dim.A, u->dim.mol})
            powers.push_back(halves / 2.0);
        return py::object(py::make_tuple(u->si, powers));
    });
}

} // namespace rewire::python
