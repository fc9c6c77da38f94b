// Where the networks of many people rest, each followed from the rest it had before.
//
// Requests of any people and uses lie side by side in the lanes of a vector; an answer is the same bits whatever lies
// beside it. Newton on equation (1) of equilibrium.hpp; factors are kept while they bring the error down tenfold a
// step. A lane whose factors grow, or that does not settle, is solved by Equilibrium, which exchanges rows and has
// pseudo-time.
//
// One branch: a rest must lie where the derivatives of the last one say, but for `most_off`, and the determinant of the
// Jacobian keeps its sign. Else the way there is walked in halves: the second order shrinks fourfold a halving, a jump
// to another rest does not.
#pragma once
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "integrate/lane_newton.hpp"

namespace rewire::integrate {

struct Request {
    std::size_t use = 0;
    std::vector<double> key;                   // one a Key
    std::shared_ptr<const Answer> from;        // of the same use
    std::shared_ptr<const Answer> answer = {}; // found
    std::exception_ptr failure = {};           // or not: NoRest naming use, region and the step in keys
    int steps = 0;                             // pieces of the way, 1 where one step was enough
};

class Equilibria {
public:
    static constexpr double most_off = 0.02; // of a state's range

    // NoRest where the drive of a use cannot be raised from nothing along one branch. `most_growth`: of a lane's
    // factors, 1 or less as good as with exchange of rows; beyond it rows are exchanged.
    explicit Equilibria(Family family, double most_growth = 1e3);
    ~Equilibria();

    const Family& family() const { return family_; }
    const std::shared_ptr<const Answer>& healthy(std::size_t use) const { return healthy_[use]; } // all keys 0
    // From any thread.
    void solve(std::span<Request* const> requests) const;

private:
    struct Walk;
    void walk(std::vector<Walk>& walks) const;
    void judge(Walk& walk, LaneNewton::Task& tried) const;
    void rescue(LaneNewton::Task& task) const;

    Family family_;
    Layout layout_;
    double most_growth_;
    std::vector<std::shared_ptr<const Answer>> healthy_;
    mutable std::mutex lending_;
    mutable std::vector<std::unique_ptr<LaneNewton>> idle_;
};

} // namespace rewire::integrate
