// CMA-ES by pagmo, whose objects hold Eigen's matrices and so must get memory as pagmo's own build does.
//
// Debian builds pagmo for any x86-64, where Eigen takes memory from malloc; vectorised for AVX it would give it back in
// another way. In this file Eigen is therefore not vectorised, and has a name of its own, so that the linker does not
// mix the two. The work is done in pagmo's library.
#ifdef REWIRE_PAGMO
#define EIGEN_DONT_VECTORIZE
#define Eigen EigenOfPagmo
#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
static_assert(EIGEN_DEFAULT_ALIGN_BYTES <= 16, "memory as malloc gives it");
#endif

#include "base/error.hpp"
#include "fit/cma_es.hpp"

namespace rewire::fit {

#ifdef REWIRE_PAGMO
namespace {

// Copied by pagmo as it likes, so it points at the one function.
struct Cost {
    const std::function<double(const std::vector<double>&)>* cost = nullptr;
    std::size_t dimensions = 1;
    pagmo::vector_double fitness(const pagmo::vector_double& x) const { return {(*cost)(x)}; }
    // pagmo wants a box; the strategy does not keep to it (force_bounds is off), the caller does.
    std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
        return {pagmo::vector_double(dimensions, 0.0), pagmo::vector_double(dimensions, 1.0)};
    }
    template <class Archive>
    void serialize(Archive&, unsigned) {}
};

} // namespace

bool has_cma_es() { return true; }

void cma_es(const CmaEs& o, const std::function<double(const std::vector<double>&)>& cost) {
    expects(!o.start.empty() && o.population >= 5 && o.step > 0,
            "cma_es wants a start, five points a generation and a step");
    const auto seed = static_cast<unsigned>(o.seed ^ (o.seed >> 32));
    pagmo::population cloud(pagmo::problem(Cost{&cost, o.start.size()}), 0u, seed);
    // The first generation replaces these. They only say where it begins, and how unlike they are, or the strategy
    // would think itself done.
    for (unsigned k = 0; k < o.population; ++k)
        cloud.push_back(o.start, {static_cast<double>(k)});
    pagmo::algorithm(pagmo::cmaes(o.generations, -1, -1, -1, -1, o.step, 1e-9, 1e-6, false, false, seed)).evolve(cloud);
}
#else
bool has_cma_es() { return false; }

void cma_es(const CmaEs&, const std::function<double(const std::vector<double>&)>&) {
    throw InputError(
        "calibrate",
        "this build of rewire has no search; install the package libpagmo-dev, then run cmake and build again");
}
#endif

} // namespace rewire::fit
