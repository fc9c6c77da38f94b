// Slow mechanisms of people, wired by name: an output feeds every input of its name; what nothing puts out keeps the
// input's value alone.
//
// A day: show() what the states are, infer(early) what follows from them, let the network answer, infer(late) what
// follows from that, then step(): every mechanism moves by what it was shown, none by what another has become
// meanwhile.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/matrix.hpp"
#include "life/cellful.hpp"

namespace rewire::life {

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct Signal {
    std::string name;
    Unit unit{};
    double alone = 0;   // SI, where nothing puts it out
    bool late = false;  // follows from what the network answers
    std::string source; // the mechanism that puts it out, "life", "network" or "nobody"
};

// What a mechanism that is left out would put out, or be told alone.
struct Silent {
    Signal signal;
    std::string_view instead; // the signal that stands for it; empty: it keeps its value
};

// Who reads what, found once and the same for everyone.
class BodyWiring {
public:
    // Signals of `life` are set by the one who runs the body, those of `network` after the network has answered.
    // InputError when two mechanisms put out one name, when units clash, or when a ring of mechanisms waits for itself
    // within a day (it is printed).
    BodyWiring(std::vector<const mechanism::Entry*> mechanisms, std::vector<Signal> life, std::vector<Signal> network,
               const std::vector<Silent>& silent = {});

    std::span<const mechanism::Entry* const> mechanisms() const { return mechanisms_; }
    std::span<const Signal> signals() const { return signals_; }
    std::size_t find(std::string_view signal) const;  // nowhere when nobody knows it
    std::size_t place(std::string_view signal) const; // Defect when nobody knows it
    bool is_read(std::string_view signal) const;      // by a mechanism
    std::span<const std::size_t> reads(std::size_t mechanism) const { return reads_[mechanism]; } // signal of an input
    std::span<const std::size_t> writes(std::size_t mechanism) const { return writes_[mechanism]; }
    std::span<const std::size_t> order() const { return order_; } // of mechanisms without states
    bool late(std::size_t mechanism) const { return late_[mechanism]; }

private:
    void find_order(std::vector<Problem>& problems);

    std::vector<const mechanism::Entry*> mechanisms_;
    std::vector<std::vector<std::size_t>> reads_, writes_; // [mechanism][input or output] signal
    std::vector<Signal> signals_;
    struct Hashed {
        using is_transparent = void;
        std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
    };
    std::unordered_map<std::string, std::size_t, Hashed, std::equal_to<>> place_;
    std::vector<std::size_t> order_;
    std::vector<bool> late_; // [mechanism]
};

// The bodies of people, one a lane of every mechanism.
class Bodies {
public:
    Bodies(std::shared_ptr<const BodyWiring> wiring, std::size_t people);
    const BodyWiring& wiring() const { return *wiring_; }
    std::span<Cellful> mechanisms() { return mechanisms_; } // as the wiring's; a cell a person
    double& at(std::size_t signal, std::size_t person) { return values_(signal, person); } // SI
    void hold(std::size_t signal) { held_.push_back(signal); } // no mechanism moves it from now on

    void show();
    void infer(bool late);
    void step(double seconds);
    void read(std::size_t m); // shows one mechanism its inputs

private:
    void write(std::size_t m);

    std::shared_ptr<const BodyWiring> wiring_;
    std::vector<Cellful> mechanisms_;
    Matrix values_; // signal x person
    std::vector<std::size_t> held_;
};

} // namespace rewire::life
