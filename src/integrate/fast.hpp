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
#include "integrate/delayed.hpp"
#include "integrate/network.hpp"
#include "integrate/team.hpp"

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
    // Of one point without delays: they share its regions. The bits do not depend on it.
    int threads = 1;
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
    // Some of the cells: by point whole rows of lanes, by place some lanes of the one row.
    struct Share {
        std::size_t row = 0, rows = 0, lane = 0, lanes = 0;
    };
    // Pointers to a share's cells, as they are handed to the bank; one a thread.
    struct Pointers {
        std::vector<R*> state, sent;
        std::vector<const R*> input, normal;
        std::vector<mechanism::Field<R>> param;
    };
    // Inputs are read where gather() and give() put them; what the share sends goes to `sent`.
    mechanism::Block<R> block(const Share& of, Pointers& at, std::vector<Aligned<R>>& sent);
    mechanism::Block<R> all_cells(); // that send to sent_
    Share everything() const { return {0, cells_.rows, 0, cells_.lanes}; }
    template <class F>
    void each_share(F f) const; // of a few rows each; by place the whole row
    template <class F>
    void each_delayed(F f) { // f(delays, input) of every input from the network
        for (std::size_t k = 0, line = 0; k < n_inputs_ && !delayed_.empty(); ++k)
            if (!sent_[k].empty())
                f(delayed_[line++], k);
    }
    bool keeps_inputs() const { return options_.coupling_every > 1; }
    void lay_out_params(const std::vector<Point>& points);
    void start_states(const std::vector<Point>& points);
    std::size_t room_of_cells() const { // a whole draw of noise fits in, and a whole window of weights
        return cells_.by_point() ? cells_.size() : (cells_.lanes + 63) / 64 * 64;
    }
    void gather(const Share& of, const std::vector<Aligned<R>>& sent); // network inputs, from what is sent
    void gather_all();                                                 // of every cell now, delays and all
    void draw(std::int64_t step, const Share& of);
    // A step of one evaluation: inputs are gathered from `from`, or stand where heard_ says.
    void step_share(const Share& of, Pointers& at, std::int64_t step, const std::vector<Aligned<R>>& from,
                    std::vector<Aligned<R>>& to);
    void step_instant();                           // without delays
    void step_together(std::int64_t steps);        // the same by all threads
    void step_shared(std::int64_t steps);          // by all threads or by one, whichever is faster now
    std::int64_t step_delayed(std::int64_t steps); // at most so many; how many
    void step_staged();                            // Heun, Runge-Kutta

    const mechanism::Entry* model_;
    std::vector<std::string> names_;
    Cells<R> cells_;
    FastOptions options_;
    std::size_t n_states_, n_inputs_, n_channels_;
    std::unique_ptr<mechanism::Bank<R>> bank_;
    std::vector<Coupling<R>> coupling_; // of all inputs, or one an input where they have weights of their own
    std::vector<Delayed<R>> delayed_;   // one an input from the network; then there is no other
    std::size_t at_once_;               // rows of a share
    NoiseSource noise_;
    std::vector<std::uint32_t> subjects_; // [lane], by points
    std::vector<Aligned<R>> param_values_;
    std::vector<mechanism::Field<R>> params_;  // at row 0
    bool every_ = false;                       // Block::every
    std::vector<Aligned<R>> states_;           // [state][cell]
    std::vector<Aligned<R>> sent_, sent_next_; // [input][cell]; empty for inputs that are not from the network
    std::vector<Aligned<R>> given_;            // [input][cell]
    std::vector<Aligned<R>> inputs_, normals_; // a share of rows, or all cells
    std::vector<const R*> heard_; // [input] at [cell]: gathered before the step; null: gathered share by share
    std::vector<Aligned<R>> outputs_;
    std::int64_t step_ = 0;
    std::vector<char> failed_;

    std::vector<Pointers> at_;   // [thread]
    std::unique_ptr<Team> team_; // where threads share the regions
    // Threads that meet every few microseconds need a core each all the time; on a machine that is busy with other
    // things one is faster. So both are timed, the loser ever more seldom.
    struct {
        bool together = true;
        double seconds = 0;    // a step of the faster way; 0: not known yet
        std::int64_t wait = 0; // calls until the other way is looked at
        std::int64_t patience = 32;
    } pace_;
    Aligned<float> drawn_;          // noise of a block before it is widened to doubles
    std::vector<Aligned<R>> stage_; // work space of staged steps
    bool outputs_fresh_ = false;
    std::size_t activity_input_ = ~std::size_t{0}; // the network input that carries the activity, if one does
};

extern template class FastRun<float>;
extern template class FastRun<double>;

} // namespace rewire::integrate
