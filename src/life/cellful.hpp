// One mechanism at cells side by side, in doubles: inputs in, outputs out.
#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/aligned.hpp"
#include "mechanism/catalogue.hpp"

namespace rewire::life {

class Cellful {
public:
    Cellful(const mechanism::Entry& mechanism, std::size_t cells);
    const mechanism::Entry& mechanism() const { return *entry_; }
    std::size_t cells() const { return cells_; }
    double& state(std::size_t k, std::size_t cell) { return states_[k][cell]; }
    double& input(std::size_t k, std::size_t cell) { return inputs_[k][cell]; }
    double output(std::size_t k, std::size_t cell) const { return outputs_[k][cell]; }
    double& param(std::size_t k, std::size_t cell) { return params_[k][cell]; }
    std::span<double> inputs(std::size_t k) { return {inputs_[k].data(), cells_}; } // of every cell
    std::span<const double> outputs(std::size_t k) const { return {outputs_[k].data(), cells_}; }
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

// What of a mechanism is one person's: cells that follow each other.
class PersonCells {
public:
    PersonCells(Cellful& all, std::size_t first, std::size_t cells) : all_(&all), first_(first), cells_(cells) {}
    const mechanism::Entry& mechanism() const { return all_->mechanism(); }
    std::size_t cells() const { return cells_; }
    double& state(std::size_t k, std::size_t cell) { return all_->state(k, first_ + cell); }
    double& input(std::size_t k, std::size_t cell) { return all_->input(k, first_ + cell); }
    double output(std::size_t k, std::size_t cell) const { return all_->output(k, first_ + cell); }
    double& param(std::size_t k, std::size_t cell) { return all_->param(k, first_ + cell); }
    void set_param(std::string_view name, double si); // at all cells of the person; Defect when there is none

private:
    Cellful* all_;
    std::size_t first_, cells_;
};

} // namespace rewire::life
