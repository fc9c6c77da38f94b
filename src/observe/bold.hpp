// The scanner's view of neural activity while it happens: blood flow, volume and deoxyhaemoglobin at every cell of a
// run.
//
// The equations are a mechanism of kind `blood` from the catalogue (Balloon-Windkessel). They are advanced by classical
// Runge-Kutta over windows of about 20 ms, with the mean activity of the window as drive: one clock, no stretched time.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/aligned.hpp"
#include "integrate/cells.hpp"
#include "integrate/fast.hpp"
#include "mechanism/catalogue.hpp"

namespace rewire::observe {

template <class R>
class BoldSignal {
public:
    BoldSignal(const mechanism::Entry& blood, const integrate::Cells<R>& cells);

    // Brings the vessels to rest under a steady drive [cell]: a scan does not begin with the rise from an empty vein.
    void settle(const R* drive);
    // One window of `length` s under a steady drive [cell].
    void step(const R* drive, double length);
    // The signal of every cell, in the output's SI (1 = 100 %).
    const R* signal();
    // The vessels that have left their bounds, one failure a point; a point that has failed is told of every time.
    std::vector<integrate::FailedPoint> check(double time, const std::vector<std::string>& names) const;

    void save(std::string& bytes) const;
    void restore(std::string_view& bytes); // InputError when the bytes end too early

private:
    mechanism::Block<R> block();

    integrate::Cells<R> cells_;
    const mechanism::Entry* blood_;
    std::size_t n_, activity_;
    std::unique_ptr<mechanism::Bank<R>> bank_;
    std::vector<Aligned<R>> values_;
    std::vector<mechanism::Field<R>> params_;
    std::vector<Aligned<R>> state_, start_, sum_, slope_; // [state][cell]
    std::vector<Aligned<R>> outputs_;
    std::vector<R*> state_at_, slope_at_, out_at_;
    const R* drive_ = nullptr;
};

extern template class BoldSignal<float>;
extern template class BoldSignal<double>;

} // namespace rewire::observe
