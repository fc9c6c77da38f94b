// A life, day by day: what a person does drives the network; the network's answer moves body, pathways and symptoms;
// they change what the person does. The only place where clocks meet.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "integrate/body.hpp"
#include "integrate/equilibria.hpp"

namespace rewire::integrate {

struct CircuitPlaces { // where a circuit lies in the network
    std::string name;
    std::vector<std::size_t> places;
};

// Something a person does for a while, and what it teaches.
struct Activity {
    std::string name;
    std::vector<std::pair<std::size_t, double>> drive; // circuit, A
    std::string hours = {};   // the signal that tells how long a day; empty: as the plan says (or what is left: rest)
    double healthy_hours = 0; // where no signal tells
    bool life = true;         // of every life; else only on a plan
    std::optional<double> outcome =
        {}; // what happens where a threat is expected, 1 = as in health; none: nothing is expected
    std::string outcome_signal = {};                         // instead of the number
    bool confirming = false;                                 // expectation can confirm itself
    bool safe = false;                                       // nothing worse than expected happens
    std::vector<std::pair<std::size_t, double>> taught = {}; // pathway, 0 to 1
};

struct Pathway {
    enum class Kind { excites, inhibits, channel }; // channel: what a drive brings to the circuit it reaches
    std::string name;
    std::size_t from = 0, to = 0, with = 0; // circuits; learning reads `with` for the second one (mostly `to`)
    Kind kind = Kind::excites;
    double weight = 0; // added to every pair of regions of one hemisphere
    const mechanism::Entry* rule = nullptr;
    std::string gate = {}; // a signal; empty: always open
    double rate = 0;       // of rules that differ by pathway, 1/s; 0: the rule's own
    bool ceiling = true;   // growth by use ends at the soft ceiling
};

// What differs from one ordinary day to the next.
struct DailyNoise {
    std::string signal;
    double alone = 1, sd = 0; // of the signal, or of its logarithm; its mean is that of a life without noise
    bool log = false;
    double days = 1; // over which it stays alike
};

struct LifeModel {
    Network network; // tracts: [X] excites, [Y] inhibits, both with the pathways' added weights; rested by inhibition
                     // control
    Matrix rest;     // place x state, SI, without drive
    std::vector<char> hemispheres;
    std::vector<CircuitPlaces> circuits;
    std::vector<Activity> activities; // [0] is rest
    std::vector<Pathway> pathways;
    std::vector<const mechanism::Entry*> body;
    const mechanism::Entry* blood = nullptr; // what a scanner sees of activity
    const mechanism::Entry *expectation = nullptr, *use_dependence = nullptr, *consolidation = nullptr;
    double waking = 16 * 3600.0, least_rest = 2 * 3600.0;                // s a day
    double life_saturation = 6 * 3600.0, bout_saturation = 0.6 * 3600.0; // s: use beyond teaches less
    std::vector<DailyNoise> noise; // the healthy day that weights are kept by is the mean over it
    double tolerance = 0.03; // of log weights and log gains, beyond which an activity is solved anew; 0: every day
    // Roles of circuits and activities in what is read off the network.
    std::size_t amygdala = 0, vmPFC = 0, dlPFC = 0, accumbens = 0, default_mode = 0;
    std::size_t self = 0; // the front of the default mode: subgenual cingulate, or vmPFC where they are not told apart
    std::size_t threat = 0, reward = 0, effort = 0;
    std::vector<std::pair<std::size_t, std::string>> gains; // circuit, the signal of its log gain
    std::vector<std::string> without;                       // mechanisms of the catalogue that are switched off

    std::vector<const mechanism::Entry*> mechanisms() const;        // of the body, rules, synapses
    const mechanism::Entry* find(std::string_view mechanism) const; // null when this life has none of that name
    bool left_out(std::string_view mechanism) const;
    std::shared_ptr<const Equilibria> equilibria; // of all that is above, made last
};
// `value` as it is on a day whose luck is z, a standard normal number.
double noisy(const DailyNoise& noise, double value, double z);
// Adds the pathways' weights to the tracts: where from, to in one hemisphere.
void add_pathways(LifeModel& model);
// The networks a life may come to have: its keys are the log weights of the pathways, then the log gains.
Family family_of(const LifeModel& model);

// What a day brings: signals of life by name, and hours of activities on the plan, s.
struct DayPlan {
    std::vector<std::pair<std::string, double>> signals; // in the signal's unit
    std::vector<std::pair<std::size_t, double>> activities;
};

class Life {
public:
    explicit Life(const LifeModel& model);
    static std::vector<Body::Signal> signals_of_network(); // what is read off its answer
    void day(const DayPlan& plan);
    // The same for one who lives beside others: a day begins, the requests it then has are solved by whoever collects
    // them, it ends.
    void begin(const DayPlan& plan);
    std::span<Request> requests() { return requests_; }
    void end();

    Body& body() { return body_; }
    double value(std::string_view signal) { return body_.at(signal); } // SI; of the start of the day
    double log_weight(std::size_t pathway) const { return log_weight_[pathway]; }
    double rate(std::size_t activity, std::size_t circuit) const { return rates_(activity, circuit); } // Hz
    std::vector<float> region_rates(std::size_t activity); // Hz, of every place, as rate()
    double hours(std::size_t activity) const { return hours_[activity] / 3600; }
    double reference_use(std::size_t pathway) const { return reference_use_[pathway]; } // 1/d
    Cellful& consolidation() { return consolidation_; }
    Cellful& use_dependence() { return use_dependence_; }
    Cellful& rule(std::string_view name);
    Cellful& mechanism(std::string_view name); // of the body, a rule, or a synapse
    std::vector<Cellful*> mechanisms();        // all of them, in a fixed order
    // After parameters or traits were changed: the healthy day is lived again and becomes the reference. Only before
    // the first day.
    void settle();
    Network network_now();                                // with the weights and gains of the day
    std::vector<double> key_now() { return see(), key_; } // the same as keys of the family, one each
    std::size_t solved() const { return solved_; }

private:
    struct Solution {
        std::shared_ptr<const Answer> answer;
        std::vector<double> rates; // of every circuit
        Matrix slopes;             // circuit x key
    };
    void find_signals();
    void see();
    bool moved(const Answer& a, double tolerance) const;
    void ask(std::size_t activity, double tolerance);
    void solve();
    void found();
    void take(std::size_t activity, std::shared_ptr<const Answer> answer);
    void answer(std::size_t activity);
    void read_off();
    std::vector<double> teach(); // use of each pathway, 1/d
    void fill_hours();
    std::vector<double> ordinary_use(); // of a healthy day, over its noise
    double taught_hours(std::size_t activity) const;
    double error_of(std::size_t activity) const; // of what is expected there

    const LifeModel* model_;
    Body body_;
    Cellful expectation_, use_dependence_, consolidation_;
    std::vector<Cellful> rules_;
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> cells_; // [rule][cell] pathway, activity
    struct Signals {                                                      // places of what is read or set every day
        std::vector<std::size_t> ordinary, pathways, gains, gates, hours, outcomes;
        std::vector<std::vector<std::size_t>> rules; // [rule][input], where it is a signal
        std::size_t reactivity, vmPFC, reward, control, default_mode, subgenual, load, use, self_confirmation, sleep;
    } at_;
    std::vector<Solution> solutions_;
    std::vector<double> key_; // of today: log weights, log gains
    std::vector<Request> requests_;
    Matrix rates_, healthy_; // activity x circuit, Hz
    std::vector<double> hours_, healthy_hours_, log_weight_, reference_use_;
    bool referenced_ = false;
    std::size_t solved_ = 0;
};

} // namespace rewire::integrate
