// What a fit asks of a model: parameter values in, answers with their errors out; whoever evaluates stays outside this
// room.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rewire::fit {

struct ModelAnswer {
    double value = 0; // NaN: there is none, and `failure` says why
    double error = 0; // standard error of the model's own luck, same unit
    std::string failure = {};
};
// One value a parameter, in their units and order; one answer a question, always the same number of them. Throws
// InputError only where no parameter values would help.
using Evaluate = std::function<std::vector<ModelAnswer>(const std::vector<double>& values)>;

struct GivenUp {}; // thrown by an evaluation that the user stopped half-way: it says nothing about the parameters

struct Evaluated {
    std::vector<double> values;
    std::vector<ModelAnswer> answers;
};
using KnownAnswers = std::map<std::vector<double>, std::vector<ModelAnswer>>; // by the exact bits of the values

} // namespace rewire::fit
