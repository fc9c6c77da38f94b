// The three kinds of error: the user's file, the numbers, ourselves.
//
//   InputError     what is wrong with the user's input, all of it at once     exit 2
//   NumericsError  where and when the numbers broke                          exit 3
//   expects(...)   a promise of ours that did not hold                        exit 4
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rewire {

// One thing wrong with an input: where (line and column count from 1, 0 = not known), what, and how to mend it.
struct Problem {
    std::string file = {};
    int line = 0, column = 0;
    std::string what = {};
    std::string source = {}; // the line itself, when there is one to show
};

// file:line:column: what, with the line and a caret below when known.
std::string describe(const Problem& p);

class InputError : public std::runtime_error {
public:
    explicit InputError(std::vector<Problem> problems);
    InputError(std::string file, std::string what)
        : InputError({Problem{std::move(file), 0, 0, std::move(what), {}}}) {}
    const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

// Gathers problems so that a file's faults are told together, in file order.
class Problems {
public:
    void add(Problem p) { list_.push_back(std::move(p)); }
    bool none() const { return list_.empty(); }
    std::size_t count() const { return list_.size(); }
    void raise_if_any(); // throws InputError

private:
    std::vector<Problem> list_;
};

struct Failure {     // where and when the numbers broke
    double time = 0; // s
    std::string mechanism = {}, place = {}, state = {};
    double value = 0;      // SI
    std::string mend = {}; // what the user can do
};
class NumericsError : public std::runtime_error {
public:
    explicit NumericsError(Failure f);
    const Failure& failure() const { return failure_; }

private:
    Failure failure_;
};
std::string describe(const Failure& f);

class Defect : public std::logic_error { // our fault
    using std::logic_error::logic_error;
};
void expects(bool held, std::string_view promise, const char* file = __builtin_FILE(), int line = __builtin_LINE());

// The name a misspelt one was meant to be: `; did you mean "tau_E"?`, or nothing when none is near.
std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& known);

} // namespace rewire
