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
// By Smith's series (1968, SIAM J Appl Math 16:198), whose terms are doubled: matrix products alone, seven rounds for a
// brain, and an unstable A shows as powers that grow. At n = 164 it takes less than the Schur form by itself, the first
// half of Bartels and Stewart's method (bench/linear_bench.cpp), and less than half of what Newton's iteration for the
// matrix sign function took (Roberts 1980).
Matrix lyapunov(const Matrix& a, const Matrix& q);

} // namespace rewire::integrate
