// A parameter that is searched: its range, its prior, and the scale it is searched in.
//
// Every method of this room works in coordinates where a range is 0 ... 1, evenly in the value or in its logarithm.
#pragma once
#include <string>
#include <vector>

namespace rewire::fit {

struct SearchParameter {
    std::string name;         // "gains.g_C"
    std::string unit = {};    // of start, low and high
    double start = 0;         // where a search begins; the mean of the prior
    double low = 0, high = 1; // never left
    bool log = false;         // searched by ratios; low must be above 0
    double prior_sd =
        0.25; // of the Gaussian prior, as a share of the range: +-2 sd fill it. Assumed where nothing else is said.
    friend bool operator==(const SearchParameter&, const SearchParameter&) = default;
};

// InputError at `file` naming the parameter: a range that is empty or not finite, a start outside, a logarithm of what
// is not above 0, a name twice, none at all.
void check(const std::vector<SearchParameter>& parameters, const std::string& file);

// Value to share of the range and back. The ends come out exactly, and a share beyond 0 ... 1 gives an end.
double share_of(const SearchParameter& p, double value);
double value_at(const SearchParameter& p, double share);
std::vector<double> shares_of(const std::vector<SearchParameter>& p, const std::vector<double>& values);
std::vector<double> values_at(const std::vector<SearchParameter>& p, const std::vector<double>& shares);

std::vector<double> starts(const std::vector<SearchParameter>& p);
// ((value - start) / prior sd) summed in squares, both in the coordinates of the search.
double prior_misfit(const std::vector<SearchParameter>& p, const std::vector<double>& values);

} // namespace rewire::fit
