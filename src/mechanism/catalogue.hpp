// The catalogue: every mechanism the program was given, with its tables and the ways to run it.
//
// Rooms that build and integrate models are handed a Catalogue and know no equation; only the program itself names
// them.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "mechanism/bank.hpp"

namespace rewire::mechanism {

// A row of a mechanism's tables without its member pointer; values in `unit`.
struct RowInfo {
    std::string_view name;
    Unit unit{};
    double value = 0, sd = 0, low = 0, high = 0;
    Edge edge = Edge::open;
    bool local = false;
    bool noisy = false; // a state with noise
    Source source = Source::given;
    std::string_view from, note;
    double si() const { return value * unit.si; }
};

// "the bounds are 0 to 80 Hz", of a state that left them.
inline std::string told_bounds(const RowInfo& row) {
    return "the bounds are " + format_number(row.low) + " to " + format_quantity(row.high * row.unit.si, row.unit);
}

// A state's value as its edge keeps it, one number at a time; the banks do the same for vectors. A NaN stays a NaN.
template <class R>
R kept_inside(const RowInfo& row, R v) {
    const R low = static_cast<R>(row.low * row.unit.si), high = static_cast<R>(row.high * row.unit.si);
    if (row.edge == Edge::clamp)
        return v < low ? low : v > high ? high : v;
    if (row.edge == Edge::wrap)
        return v > high ? v - (high - low) : v <= low ? v + (high - low) : v;
    return v;
}

struct TuningInfo { // rows of params and outputs; targets in SI
    std::size_t param = 0, rate = 0, drive = 0;
    double target = 0, drive_target = 0, drive_tolerance = 0;
    std::string_view source;
};

// The mechanism near a point, one place, SI: f = drift, y = outputs, and their derivatives; row-major.
struct Linear {
    std::vector<double> f, y;                       // [state], [output]
    std::vector<double> df_dx, df_du, dy_dx, dy_du; // [state][state], [state][input], [output][state], [output][input]
    std::vector<double> df_dp, dy_dp;               // by the one parameter asked for, [state], [output]
    std::vector<double> noise;                      // amplitude of additive noise, state / sqrt(s)
};

struct Entry {
    std::string_view name;
    About about;
    Scale scale = Scale::fast;
    Kind kind = Kind::region;
    std::vector<RowInfo> states, params, inputs, outputs;
    std::size_t activity = 0;           // the output that stands for neural activity
    bool activity_drives_blood = false; // it is of a size, about 0 ... 1, to drive the vessels as it is
    std::size_t noise_channels = 0;
    std::vector<std::size_t> noisy_states; // the state of each noise channel
    bool leaks = false;                    // exponential Euler can be used
    std::string_view in_place_of; // the mechanism whose place it can take; empty: it is there unless it is left out
    std::string_view instead;     // the input that stands for what it puts out where it is left out; empty: none
    bool tunable = false;
    TuningInfo tuning;
    std::unique_ptr<Bank<float>> (*single_bank)() = nullptr; // of what runs fast
    std::function<std::unique_ptr<Bank<double>>()> double_bank;
    // x, p, u in table order, SI; `by_param` is the parameter to differentiate by.
    std::function<void(std::span<const double> x, std::span<const double> p, std::span<const double> u,
                       std::size_t by_param, Linear& out)>
        linearise;
    std::shared_ptr<const void> keeps = {}; // owns the texts of one that is not compiled in (outside.hpp); else null

    std::vector<double> default_params() const; // SI
    std::vector<double> start() const;          // SI
    template <class R>
    std::unique_ptr<Bank<R>> bank() const {
        if constexpr (std::same_as<R, float>) {
            expects(single_bank != nullptr, "single precision is asked of what runs fast");
            return single_bank();
        } else {
            return double_bank();
        }
    }
};

class Catalogue {
public:
    explicit Catalogue(std::vector<Entry> entries) : entries_(std::move(entries)) {}
    std::span<const Entry> entries() const { return entries_; }
    // InputError with the nearest name when there is none of that name (and kind).
    const Entry& find(std::string_view name) const;
    const Entry& region_model(std::string_view name) const;
    std::vector<const Entry*> alternatives() const; // those that can take the place of another
    // All, with those alternatives that are named in the place of what they replace, and without the others.
    std::vector<const Entry*> with(const std::vector<std::string>& instead) const;

private:
    std::vector<Entry> entries_;
};

// The row of that name, or npos. `require` raises an InputError with the nearest name.
std::size_t find_row(std::span<const RowInfo> rows, std::string_view name);
std::size_t require_row(const Entry& e, std::span<const RowInfo> rows, std::string_view what, std::string_view name);

} // namespace rewire::mechanism
