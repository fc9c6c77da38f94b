// Slow mechanisms of one person, wired by name: an output feeds every input of its name; what nothing puts out keeps
// the input's value alone.
//
// A day: show() what the states are, infer(early) what follows from them, let the network answer, infer(late) what
// follows from that, then step(): every mechanism moves by what it was shown, none by what another has become
// meanwhile.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/aligned.hpp"
#include "mechanism/catalogue.hpp"

namespace rewire::integrate {

// One mechanism at a few cells side by side, in doubles: inputs in, outputs out.
class Cellful {
public:
    Cellful(const mechanism::Entry& mechanism, std::size_t cells);
    const mechanism::Entry& mechanism() const { return *entry_; }
    std::size_t cells() const { return cells_; }
    double& state(std::size_t k, std::size_t cell) { return states_[k][cell]; }
    double& input(std::size_t k, std::size_t cell) { return inputs_[k][cell]; }
    double output(std::size_t k, std::size_t cell) const { return outputs_[k][cell]; }
    double& param(std::size_t k, std::size_t cell) { return params_[k][cell]; }
    void set_param(std::string_view name, double si); // at all cells
    void emit();
    void step(double seconds); // exponential Euler: exact for a relaxation to a target that stands still
    void jump();

private:
    mechanism::Block<double> block();

    const mechanism::Entry* entry_;
    std::size_t cells_, lanes_;
    std::unique_ptr<mechanism::Bank<double>> bank_;
    std::vector<Aligned<double>> states_, inputs_, outputs_, params_;
    std::vector<double*> state_at_, out_at_;
    std::vector<const double*> in_at_;
    std::vector<mechanism::Field<double>> fields_;
};

class Body {
public:
    struct Signal {
        std::string name;
        Unit unit{};
        double alone = 0;   // SI, where nothing puts it out
        bool late = false;  // follows from what the network answers
        std::string source; // the mechanism that puts it out, "life" or "network"
    };
    // Signals of `life` are set by the one who runs the body, those of `network` after the network has answered.
    // InputError when two mechanisms put out one name, when units clash, or when a ring of mechanisms waits for itself
    // within a day (it is printed).
    Body(std::vector<const mechanism::Entry*> mechanisms, std::vector<Signal> life, std::vector<Signal> network);

    std::span<const Signal> signals() const { return signals_; }
    std::size_t find(std::string_view signal) const; // npos when nobody knows it
    double& at(std::size_t signal) { return values_[signal]; }
    double& at(std::string_view signal); // Defect when nobody knows it
    Cellful& mechanism(std::string_view name);
    std::span<Cellful> mechanisms() { return mechanisms_; }
    std::span<const std::size_t> order() const { return order_; } // of mechanisms without states

    void show();
    void infer(bool late);
    void step(double seconds);

private:
    void read(std::size_t m);
    void write(std::size_t m);

    std::vector<Cellful> mechanisms_;
    std::vector<std::vector<std::size_t>> reads_, writes_; // [mechanism][input or output] signal
    std::vector<Signal> signals_;
    std::vector<double> values_;
    std::vector<std::size_t> order_;
    std::vector<bool> late_; // [mechanism]
};

} // namespace rewire::integrate
