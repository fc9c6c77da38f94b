// Lives, day by day, of people side by side: what a person does drives the network; the network's answer moves body,
// pathways and symptoms; they change what the person does. The only place where clocks meet.
//
// One model is shared by all; a person is a lane of every mechanism, and is the same bits whoever lives beside.
#pragma once
#include <algorithm>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "life/wiring.hpp"

namespace rewire::life {

// What a day brings: signals of life by name, and hours of activities on the plan, s.
struct DayPlan {
    std::vector<std::pair<std::string, double>> signals; // in the signal's unit
    std::vector<std::pair<std::size_t, double>> activities;
};

// Who somebody is: all that does not change from day to day. Plain arrays, of the model they were taken from.
struct PersonParameters {
    std::vector<double> parameters;    // SI, of every mechanism, parameter and cell in the order of Life's
    Matrix healthy_rates;              // activity x circuit, Hz
    std::vector<double> healthy_hours; // s
    std::vector<double> reference_use; // 1/d, of each pathway
    friend bool operator==(const PersonParameters&, const PersonParameters&) = default;
};
// Where a life stands after a day. Plain arrays; the rests of the network are shared, never changed.
struct LifeState {
    std::vector<double> states;                                    // SI, of every mechanism, state and cell
    std::vector<double> signals;                                   // SI
    std::vector<double> log_weight;                                // of each pathway
    std::vector<double> hours;                                     // s
    Matrix rates;                                                  // activity x circuit, Hz
    std::vector<std::shared_ptr<const integrate::Answer>> answers; // [activity]
    std::size_t solved = 0;
};
// To put away and take up in another run. InputError when the bytes are damaged.
std::string bytes_of(const PersonParameters& p);
std::string bytes_of(const LifeState& s);
PersonParameters parameters_of(std::string_view bytes);
LifeState state_of(std::string_view bytes);

class Life;

class Lives {
public:
    // Healthy people, all alike, before their first day: parameters may be changed, then settle().
    Lives(const LifeModel& model, std::size_t people);
    // One who lives beside nobody is a Life of its own.
    std::size_t people() const { return person_.size(); }
    Life operator[](std::size_t person);
    // Everyone's healthy day is lived and becomes the reference. Only before the first day.
    void settle();
    // A day of those who live on, a plan each (that of the others is not read): it begins; the requests it then has
    // are solved by whoever collects them; it ends.
    void begin(std::span<const DayPlan> plans);
    std::vector<integrate::Request*> requests();
    void end();
    void day(std::span<const DayPlan> plans);
    bool lives(std::size_t person) const { return person_[person].lives; }
    std::size_t living() const { return static_cast<std::size_t>(std::ranges::count_if(person_, &Person::lives)); }
    void leave(std::size_t person) { person_[person].lives = false; }
    // NoRest: where the numbers of one person broke, who then lives no more; null where they did not.
    std::exception_ptr failure(std::size_t person) const { return person_[person].failure; }

private:
    friend class Life;
    struct Solution { // keys: those that count in the activity (Wiring::moving)
        std::shared_ptr<const integrate::Answer> answer;
        std::vector<double> key, rates; // of the answer; of every circuit
        Matrix slopes;                  // key x circuit
    };
    struct Person {                      // what of one person lies in no lane
        std::vector<Solution> solutions; // [activity]
        std::vector<double> key;         // of today: log weights, log gains
        std::vector<integrate::Request> requests;
        Matrix rates, healthy; // activity x circuit, Hz
        std::vector<double> hours, healthy_hours, log_weight, reference_use;
        std::vector<double> healthy_readouts; // sums of the healthy day
        Matrix above_rest;                    // activity x circuit: logarithm of a rate over that of healthy rest
        std::size_t solved = 0;
        bool lives = true;
        std::exception_ptr failure;
    };
    std::vector<PersonCells> mechanisms_of(std::size_t person); // all of them, in a fixed order
    bool used(const Person& p, std::size_t activity) const {
        return model_->activities[activity].life || p.hours[activity] > 0;
    }
    template <class F> // f(number, person) for each of those who live on
    void each(F f) {
        for (std::size_t k = 0; k < people(); ++k)
            if (person_[k].lives)
                f(k, person_[k]);
    }
    double expressed(std::size_t person, std::size_t pathway); // log weight as it acts today
    void see(std::size_t person);
    double key_in(const Person& p, std::size_t key, std::size_t activity) const { // what carries nothing moves nothing
        return at_->moved[activity][key] ? p.key[key] : 0;
    }
    std::vector<double> keys_in(const Person& p, std::size_t activity) const;
    void ask(std::size_t person, std::size_t activity, double tolerance);
    void found(std::size_t person);
    void take(Person& p, std::size_t activity, std::shared_ptr<const integrate::Answer> answer) const;
    void answer(Person& p, std::size_t activity) const;
    void know_health(Person& p) const;       // what every read-out is held against
    void compare(Person& p, bool all) const; // rates of what is done, or of all activities, with those of healthy rest
    void read_off(std::size_t person);       // responses and levels
    void read_off_hours(std::size_t person); // loads and uses
    void tell_rules(std::size_t person, const Person& p);
    Matrix teach(); // use of each pathway, 1/d: person x pathway
    void expect(std::size_t person);
    double error_of(std::size_t person, std::size_t activity) const; // of what is expected there
    double taught_hours(const Person& p, std::size_t activity) const;
    void practise(std::size_t person, Person& p);
    void fill_hours(std::size_t person);
    Matrix ordinary_use(); // of healthy days, over their noise: person x pathway
    void sleep(const Matrix& use);

    const LifeModel* model_;
    const Wiring* at_;
    Bodies bodies_;
    Cellful expectation_, use_dependence_, consolidation_; // person x activity, pathway, pathway
    std::vector<Cellful> rules_;                           // person x cell of the wiring's rule
    std::vector<Person> person_;
    bool expects_; // what is expected errs: not where expectation is left out
    bool referenced_ = false;
};

// One person among Lives, or alone. Costs nothing to copy; the lives must stay where they are.
class Life {
public:
    explicit Life(const LifeModel& model); // alone, settled
    Life(Lives& lives, std::size_t person) : lives_(&lives), person_(person) {}
    // Alone only: settle() after parameters were changed, before the first day; a day throws what breaks it.
    void settle();
    void day(const DayPlan& plan);

    double& at(std::size_t signal) { return lives_->bodies_.at(signal, person_); }       // SI; of the start of the day
    double& at(std::string_view signal) { return at(lives_->at_->body->place(signal)); } // Defect when nobody knows it
    double log_weight(std::size_t pathway) const { return own().log_weight[pathway]; }   // laid down
    double rate(std::size_t activity, std::size_t circuit) const { return own().rates(activity, circuit); } // Hz
    std::vector<float> region_rates(std::size_t activity); // Hz, of every place, as rate()
    double hours(std::size_t activity) const { return own().hours[activity] / 3600; }
    double reference_use(std::size_t pathway) const { return own().reference_use[pathway]; } // 1/d
    // Where the network was last solved in an activity: at keys within the model's tolerance of today's.
    const integrate::Answer& answer(std::size_t activity) const { return *own().solutions[activity].answer; }
    std::size_t solved() const { return own().solved; }
    PersonCells mechanism(std::string_view name); // of the body, a rule, or a synapse; Defect when there is none
    std::vector<PersonCells> mechanisms() { return lives_->mechanisms_of(person_); }
    integrate::Network network_now(); // with the weights and gains of the day
    // The same of another network of the same regions: a person's own.
    integrate::Network network_now(integrate::Network of);
    std::vector<double> key_now(std::size_t activity) { // the same as keys of the family, one each
        lives_->see(person_);
        return lives_->keys_in(own(), activity);
    }
    // Between days. What is given must come from the same model.
    PersonParameters parameters();
    void give(const PersonParameters& p);
    LifeState state();
    void give(const LifeState& s);

private:
    Lives::Person& own() { return lives_->person_[person_]; }
    const Lives::Person& own() const { return lives_->person_[person_]; }
    template <class F> // f(number) for each parameter, or each state, in order
    void each(bool parameters, F f);

    std::shared_ptr<Lives> alone_;
    Lives* lives_;
    std::size_t person_;
};

} // namespace rewire::life
