// Whether a person's own scans resemble each other more than others': people x edges (or regions), two sessions.
#pragma once
#include <vector>

#include "base/matrix.hpp"

namespace rewire::observe {

// Intraclass correlation ICC(1,1) (Shrout and Fleiss 1979), one-way, of one quantity: person x session.
//   (B - W) / (B + (k - 1) W),  B, W: mean squares between and within people, k sessions
// NaN for fewer than two people or sessions, where a number is missing, or where nothing varies.
double icc(const Matrix& person_by_session);

// Identification (Finn et al. 2015): the share of scans, of both sessions, whose most alike scan of the other session
// (Pearson r over columns) is the same person's; a tie counts as missed. Rows are people, the same in both. NaN for
// fewer than two people. InputError where shapes differ.
double identification(const Matrix& first, const Matrix& second);

// icc() of every column; columns that have none are left out of mean and median. NaN where none has one.
struct Reliability {
    double mean = 0, median = 0;
    std::size_t columns = 0; // that have one
};
Reliability reliability(const Matrix& first, const Matrix& second);

} // namespace rewire::observe
