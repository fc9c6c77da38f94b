// The fast clock: a network of one region model, advanced in steps of a tenth of a millisecond or so, for many points
// at once.
//
// A point is a parameter point of a sweep or a subject: its own coupling strength, parameters and luck on a shared
// connectome. The result of a point does not depend on which points run beside it, on the number of threads, or on the
// width of a vector.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/aligned.hpp"
#include "base/error.hpp"
#include "base/noise.hpp"
#include "integrate/coupling.hpp"
#include "integrate/network.hpp"

namespace rewire::integrate {

enum class Method { euler, heun, rk4, exponential_euler };
std::string_view name_of(Method m);

struct FastOptions {
    double dt = 1e-4;              // s
    Method method = Method::euler; // Euler-Maruyama
    std::uint64_t seed = 1;
    double noise = 1; // times the model's own amplitude; 0: none
    // Approximations, off by default; docs/approximations.md gives the bias of each.
    bool common_noise = false; // all points share one stream
    int coupling_every = 1;    // steps between refreshed network inputs (without delays)
};

struct Point {
    double coupling = 1;                     // G
    std::vector<std::vector<double>> params; // as Network::params
    std::uint32_t subject = 0;               // which stream of noise
    std::vector<double> start;               // [state * places]; empty: the model's own start
};
Point point_of(const Network& n, std::uint32_t subject = 0);
Point point_at(const Network& n, const Matrix& state); // that starts at `state`, place x state, SI

// A point whose numbers broke: it is frozen there and told at the end, the others go on.
struct FailedPoint {
    std::size_t point = 0;
    Failure failure;
};

template <class R>
class FastRun {
public:
    // Keeps a copy of what it needs. Throws InputError when the options do not suit the model (noise with rk4, ...).
    FastRun(const Network& network, std::vector<Point> points, FastOptions options);

    void advance(std::int64_t steps);
    // From now on every point gets this input from outside, SI, one value a place; 0 before. Not part of save(): to be
    // given again.
    void give(std::size_t input, std::span<const double> places);
    std::int64_t step() const { return step_; }
    double time() const { return static_cast<double>(step_) * options_.dt; }

    const std::vector<std::string>& names() const { return names_; } // of the places
    const Cells<R>& cells() const { return cells_; }
    // One value a cell: the outputs of the model now (valid until the next call), and the states.
    const R* output(std::size_t k);
    const R* activity(); // the output that stands for neural activity, cheaper where the network reads it
    const R* state(std::size_t k) const { return states_[k].data(); }
    // Looks at every cell: finite, inside its bounds, and a step of drift alone keeps it there. Returns points that
    // newly failed.
    std::vector<FailedPoint> check();

    // Everything that the future depends on, as bytes; restore() gives a run that goes on with the same bits.
    void save(std::string& bytes);
    void restore(std::string_view& bytes);

private:
    mechanism::Block<R> block(std::size_t first, std::size_t rows);
    void lay_out_params(const std::vector<Point>& points);
    void start_states(const std::vector<Point>& points);
    std::size_t room_of_cells() const {
        return cells_.by_point() ? cells_.size() : (cells_.places + 63) / 64 * 64;
    }                                                 // a whole draw of noise fits in
    void gather(std::size_t first, std::size_t rows); // network inputs of a block of rows, from what is sent now
    void gather_all();                                // network inputs of every cell now, delays and all
    void draw(std::int64_t step, std::size_t first, std::size_t rows);
    void step_instant();                   // one step of one evaluation, without delays
    void step_delayed(std::int64_t steps); // at most coupling_.block() of them
    void step_staged();                    // Heun, Runge-Kutta
    void make_room(std::size_t steps);     // in the history, for slots after now_
    void remember(std::size_t slot);       // what is sent goes into the history
    void delayed_inputs(std::size_t now, std::size_t steps);
    template <class F>
    void each_slot(F f); // f(slot) over what the history must keep, for save and restore

    const mechanism::Entry* model_;
    std::vector<std::string> names_;
    Cells<R> cells_;
    FastOptions options_;
    std::size_t n_states_, n_inputs_, n_channels_;
    std::unique_ptr<mechanism::Bank<R>> bank_;
    Coupling<R> coupling_;
    std::vector<Coupling<R>> tracts_; // [input], where inputs have weights of their own
    std::size_t at_once_;             // rows of a block
    NoiseSource noise_;
    std::vector<std::uint32_t> subjects_; // [lane], by points
    std::vector<Aligned<R>> param_values_;
    std::vector<mechanism::Field<R>> params_;  // at row 0
    bool every_ = false;                       // Block::every
    std::vector<Aligned<R>> states_;           // [state][cell]
    std::vector<Aligned<R>> sent_, sent_next_; // [input][cell]; empty for inputs that are not from the network
    std::vector<Aligned<R>> given_;            // [input][cell]
    std::vector<Aligned<R>> inputs_, normals_; // a block of rows, or all cells
    std::vector<Aligned<R>> outputs_;
    std::vector<Aligned<R>> history_; // [input][place][slot][point lane or 1]
    std::size_t slots_ = 0, now_ = 0;
    std::vector<Aligned<R>> delayed_inputs_; // [input][step][cell]
    std::int64_t step_ = 0;
    std::vector<char> failed_;

    // pointers handed to the bank
    std::vector<R*> state_at_, sent_at_;
    std::vector<const R*> input_at_, normal_at_;
    std::vector<mechanism::Field<R>> param_at_;
    Aligned<float> drawn_;          // noise of a block before it is widened to doubles
    std::vector<Aligned<R>> stage_; // work space of staged steps
    bool outputs_fresh_ = false;
    std::size_t activity_input_ = ~std::size_t{0}; // the network input that carries the activity, if one does
};

extern template class FastRun<float>;
extern template class FastRun<double>;

} // namespace rewire::integrate
