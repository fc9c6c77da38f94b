// Mechanisms that are not compiled in: equations that somebody hands over for trying an idea, asked for many cells at a
// time. Slow; of the body alone.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mechanism/catalogue.hpp"

namespace rewire::mechanism {

// Cells side by side, SI: x[state][cell], u[input][cell], p[parameter][cell].
struct Columns {
    std::size_t cells = 0;
    std::span<const double*const> x, u, p;
};

// What the contract (contract.hpp) asks of a mechanism's lines. A cell's answer must not hang on the other cells, nor
// on what was asked before. Whatever these throw ends the run.
class Equations {
public:
    virtual ~Equations() = default;
    virtual void drift(const Columns& at, double* const* dx) const = 0;  // [state][cell], SI / s
    virtual void leak(const Columns& at, double* const* rate) const = 0; // the same, 1/s; of those that leak
    virtual void emit(const Columns& at, double* const* y) const = 0;    // [output][cell], SI
};

// A row of a table as it is written down: value, sd, low and high in `unit`.
struct RowText {
    std::string name, unit = "1", note;
    double value = 0, sd = 0, low = 0, high = 0;
    Edge edge = Edge::open;
};
struct MechanismText {
    std::string name, claim, equations, assumes, fails, cite;
    std::string in_place_of; // the mechanism of the house whose place it takes; empty: it comes beside them
    std::vector<RowText> states, params, inputs, outputs;
    bool leaks = false;
    std::string file, source; // where it is written, and its text
};

struct Own {
    Entry entry;
    std::string file, text; // of its source
};
// InputError with everything that is wrong with the tables: units nobody knows, names that stand twice or are none,
// bounds that do not hold the start, numbers that are none.
Own own_mechanism(const MechanismText& text, std::shared_ptr<const Equations> equations);

// The house with these among its own: each in front of the one whose place it takes, or last. InputError where a name
// is taken already, or nobody has the place.
Catalogue with_own(const Catalogue& house, std::span<const Own> own);

} // namespace rewire::mechanism
