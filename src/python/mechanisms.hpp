// Mechanisms written in Python, as the engine asks them: with the interpreter's lock held for the call alone.
#pragma once
#include <memory>
#include <pybind11/pybind11.h>
#include <stdexcept>
#include <string>
#include <vector>

#include "study/life_job.hpp"

namespace rewire::python {

// What Python raised first, of all the mechanisms of one call; from then on none of them is asked any more.
class Raised;
class PythonRaised : public std::runtime_error {
public:
    explicit PythonRaised(std::shared_ptr<Raised> first);
    void restore() const; // sets Python's error, with its traceback; with the interpreter's lock

private:
    std::shared_ptr<Raised> first_;
};

// Of [(dict of tables, ask)]: `ask(what, x, u, p)` with "drift", "leak" or "emit" and matrices [row, cell] returns one.
// InputError with what is wrong with the tables.
std::vector<mechanism::Own> own_mechanisms(const pybind11::list& given);

// Names of those that people live by.
std::vector<std::string> experimental(const study::LifeJob& job);

} // namespace rewire::python
