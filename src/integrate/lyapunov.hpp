// The covariance of a linear system driven by noise: A P + P A' + Q = 0.
#pragma once
#include "base/error.hpp"
#include "base/matrix.hpp"

namespace rewire::integrate {

// A system that has no rest, or none it returns to. what() is a sentence of its own: there is no instant to tell of.
class NoRest : public NumericsError {
public:
    NoRest(Failure f, std::string text) : NumericsError(std::move(f)), text_(std::move(text)) {}
    const char* what() const noexcept override { return text_.c_str(); }

private:
    std::string text_;
};

// The largest real part of the eigenvalues of A, in the unit of A: negative when x' = A x dies out.
double growth_rate(const Matrix& a);

// P, symmetric. A is n x n with all eigenvalues left of zero, otherwise NoRest tells its growth rate; Q is symmetric.
// By Newton's iteration for the matrix sign function (Roberts 1980; Lyapunov form of Benner and Quintana-Orti 1999):
// matrix products alone, seven steps for a brain. At n = 164 it takes about as long as the Schur form by itself, which
// is only the first half of Bartels and Stewart's method, and it tells an unstable A by itself
// (bench/linear_bench.cpp).
Matrix lyapunov(const Matrix& a, const Matrix& q);

} // namespace rewire::integrate
