// An experiment with virtual people: one or two arms, what is read of them, what it comes to.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"
#include "simulate/statistic.hpp"
#include "simulate/year.hpp"

namespace rewire::simulate {

// Who counts, and how far, of those who stop a drug early: as trials say it.
enum class Analysis {
    treatment_policy, // everybody, to the end, whatever they take
    locf,             // everybody, by the last weekly visit on which the drug was still taken
    completers        // those who took it until `from`, or to the end where nothing is asked since `from`
};

struct Experiment {
    scenario::Scenario treated; // without visits, as are the other arms
    std::optional<scenario::Scenario> control = {};
    std::optional<scenario::Scenario> part = {}, other_part = {}; // of a combination
    bool paired = true;                                           // the control arm is the same people
    std::string measure, other;                                   // instruments; the other one where two are correlated
    std::string statistic;                                        // see `statistics()`
    double week = 12, from = 0;                                   // read in this week; change since that one
    double threshold = 0;                                         // of statistics that count people
    std::optional<double> cutoff; // of remission, where it is another than the instrument's
    Analysis analysis = Analysis::treatment_policy;
};
std::vector<const scenario::Scenario*> arms_of(const Experiment& e); // that it has; the treated one first

// What is kept of treatments that take effort where an experiment does not say: a fact of trials, told once a file. It
// holds for arms that give nothing else (a waiting list aside), and where no arm of the experiment is mixed: pills are
// kept otherwise.
struct Attendance {
    double share = 1;
    std::vector<std::string> of = {}; // names of treatments
};
// From a table that says people, control_people, traits, history, life, control_life, treated, control, part,
// other_part, parameters, treated_parameters, other_part_parameters, adherence, parameters_within, measure, other,
// statistic, week, from, threshold, analysis. What is wrong is noted in the section. `usual`: measure, statistic and
// week where none is said.
Experiment read_experiment(scenario::Section& s, const Experiment& usual, const Attendance& attendance = {});

// What an answer is the answer to: alike of experiments that ask the same.
std::uint64_t key_of(const Experiment& e);

// Everyone in the scenario has these settings too; what it sets itself stays.
void add_settings(scenario::Scenario& scenario, const std::vector<scenario::Setting>& settings);

// A claim about people as an experiment, and the range in which the answer should lie.
struct Claim {
    std::string name, says, source;
    Experiment experiment;
    double low = 0, high = 0;
    bool open = false; // a question: no range is wanted, since nobody knows
    std::string unit;  // of the answer
};
// Of an answer: the statistic's, or else that of the instrument that is measured, whose units are in `instruments`; ""
// for a plain number.
std::string unit_of_answer(const Experiment& e, const std::vector<model::Instrument>& instruments);
// InputError with everything that is wrong with the file.
std::vector<Claim> read_claims(std::string_view text, const std::string& file);
std::vector<Claim> claims_of_house_or(const std::string& file); // empty: of all in the catalogue; no open questions

struct Estimate {
    double value = 0, error = 0; // standard error over people (bootstrap, 200 resamples with fixed seeds)
    std::size_t people = 0;      // of the treated arm
    std::string unit;
    std::string failure; // why it could not be answered
    double least = 0;    // what is too small to be a sign, in the value's unit: least_of()
    bool within(double low, double high) const { return failure.empty() && value >= low && value <= high; }
};

// Arms that experiments share are lived once. A scenario, its own problems noted in it, becomes a calendar by
// `calendar_of`.
class Experiments {
public:
    struct Options {
        std::size_t people = 100; // in each arm
        std::uint64_t seed = 1;
        int threads = 1;
        std::function<bool(double)> done = {}; // told the share of an arm; false stops: the answer is then a failure
    };
    Experiments(const life::LifeModel& model, std::function<model::Calendar(const scenario::Scenario&)> calendar_of,
                Options options);
    // Tells what will be asked, so that an arm is lived once for all that will be read of it; `asked_by` names the
    // first who asks where something is wrong.
    void plan(const Experiment& e, const std::string& asked_by = "experiment");
    // Reads all that is planned, before anybody lives: InputError with everything that is wrong. judge() does so too.
    void make_ready();
    Estimate judge(const Experiment& e);
    std::size_t arms() const { return arms_.size(); }
    // Days of people that the arms planned so far will take; arms without a calendar count in none.
    double person_days();

private:
    struct Arm {
        scenario::Scenario scenario;
        std::set<std::string> measures, defined; // defined: whose [outcome] is asked for
        std::set<double> weeks;
        std::string asked_by;
        model::Calendar calendar;
        std::vector<Person> people;
        bool ready = false, lived = false;
    };
    const Arm& arm(const scenario::Scenario& scenario);
    std::vector<Reading> readings(const std::optional<scenario::Scenario>& scenario, const Experiment& e,
                                  std::string& failure);

    const life::LifeModel& model_;
    std::function<model::Calendar(const scenario::Scenario&)> calendar_of_;
    Options options_;
    std::map<std::uint64_t, Arm> arms_; // by the key of their scenario
};

} // namespace rewire::simulate
