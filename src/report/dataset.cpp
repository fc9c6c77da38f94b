#include "report/dataset.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <set>

#include "base/error.hpp"

namespace rewire::report {
namespace {

const Variable* find_in(const std::vector<Variable>& list, std::string_view name) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const Variable& v) { return v.name == name; });
    return at == list.end() ? nullptr : &*at;
}

std::size_t length(const Variable& v) { return v.values.size() + v.text.size() + v.floats.size(); }

bool is_name(std::string_view n) {
    return !n.empty() && std::isalpha(static_cast<unsigned char>(n[0])) &&
           std::all_of(n.begin(), n.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

// xarray turns a variable in "seconds" into a timedelta but leaves one in "s" a number.
bool is_timedelta_word(std::string_view units) {
    static const std::set<std::string_view> words{"days",         "hours",        "minutes",    "seconds",
                                                  "milliseconds", "microseconds", "nanoseconds"};
    return words.contains(units);
}

void check_variable(const Dataset& d, const Variable& v) {
    expects(v.values.empty() + v.text.empty() + v.floats.empty() >= 2, fmt::format("{} holds numbers or text", v.name));
    expects(!is_timedelta_word(v.units), fmt::format("the units of {} are a symbol such as \"s\"", v.name));
    std::size_t count = 1;
    std::set<std::string> seen;
    for (const auto& dim : v.dims) {
        expects(seen.insert(dim).second, fmt::format("{} has the dimension {} once", v.name, dim));
        count *= d.size(dim);
    }
    expects(length(v) == count, fmt::format("{} has {} values for {} places", v.name, length(v), count));
}

} // namespace

const Variable* Dataset::find(std::string_view name) const {
    const auto* v = find_in(coordinates, name);
    return v ? v : find_in(variables, name);
}

std::size_t Dataset::size(std::string_view dim) const {
    const auto* v = find_in(coordinates, dim);
    expects(v && v->dims.size() == 1 && v->dims[0] == dim,
            fmt::format("the dimension {} has a coordinate variable", dim));
    return length(*v);
}

std::vector<std::string> Dataset::faults_of_names() const {
    std::vector<std::string> out;
    std::set<std::string> names;
    for (const auto* list : {&coordinates, &variables})
        for (const auto& v : *list) {
            if (!is_name(v.name))
                out.push_back(fmt::format("\"{}\" is no name of letters, digits and _", v.name));
            if (!names.insert(v.name).second)
                out.push_back(fmt::format("\"{}\" stands twice", v.name));
        }
    return out;
}

void Dataset::check() const {
    const auto faults = faults_of_names();
    expects(faults.empty(), faults.empty() ? "" : fmt::format("variables have names of their own: {}", faults.front()));
    for (const auto* list : {&coordinates, &variables})
        for (const auto& v : *list)
            check_variable(*this, v);
}

} // namespace rewire::report
