// Made-up people of a short plan, whose numbers are known: for the tests of a life's page, data and tables.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "report/life_numbers.hpp"

namespace rewire::made_up_life {
using namespace mechanism;
using namespace equations;
using namespace brain;
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace simulate;
using namespace report;

inline const Catalogue& entries() {
    static const Catalogue c = all_mechanisms();
    return c;
}
inline const Connectome& made_up_brain() {
    static const Connectome b = template_brain();
    return b;
}
inline const LifeModel& made_up_model() {
    static const LifeModel m = life_model(made_up_brain().labels, scaled(made_up_brain()), {}, entries());
    return m;
}

inline std::size_t threat() { // the activity of that name
    const auto& all = made_up_model().activities;
    return static_cast<std::size_t>(std::ranges::find(all, "threat", &Activity::name) - all.begin());
}

inline const char* const scenario_text = R"([person]
age = 34
sex = "female"
traits = { threat_confirmation = "+1 sd" }
[history]
life = ["ordinary for 4 weeks", "chronic_stress for 4 weeks"]
[plan]
life = "mild_stress"
treatments = ["cbt 50 min weekly for 4 weeks", "mindfulness 30 min daily for 4 weeks", "escitalopram 10 mg daily for )"
                                         R"(6 weeks, taper 2 weeks"]
adherence = 0.8
[visits]
weeks = [-6, 0, 4, 8]
instruments = ["gad7", "cortisol_diurnal", "prefrontal_volume"]
)";

// A person whose every number says where it stands: the anxiety score is `scores` at the visits.
inline Person made_up(const Calendar& c, std::size_t signals, std::size_t k, std::vector<double> scores) {
    const std::size_t days = days_of(c), activities = made_up_model().activities.size(),
                      regions = made_up_model().network.size(), paths = made_up_model().pathways.size();
    Person p{.index = static_cast<std::uint32_t>(k),
             .visits = Matrix(c.visits.size(), c.instruments.size()),
             .days = Matrix(days, c.instruments.size()),
             .signals = Recording(days, signals),
             .pathways = Recording(days, paths),
             .hours = Recording(days, activities),
             .rates = Recording(c.visits.size() * activities, regions, std::nanf("")),
             .connectivity = {},
             .maps = {},
             .failure = {},
             .stops = {}};
    for (std::size_t v = 0; v < c.visits.size(); ++v)
        for (std::size_t i = 0; i < c.instruments.size(); ++i)
            p.visits(v, i) = i == 0 ? scores[v] : static_cast<double>(v + 10 * i);
    for (std::size_t t = 0; t < days; ++t) {
        for (std::size_t i = 0; i < c.instruments.size(); ++i)
            p.days(t, i) = static_cast<double>(t) + 0.25 * static_cast<double>(k);
        for (std::size_t s = 0; s < signals; ++s)
            p.signals(t, s) =
                static_cast<float>(1 + 0.01 * static_cast<double>(k) + 0.001 * static_cast<double>(t * (s % 7)));
        for (std::size_t w = 0; w < paths; ++w)
            p.pathways(t, w) = w == 0 ? std::log(1.1F) : w == 1 ? std::log(0.8F) : 0.F;
        for (std::size_t a = 0; a < activities; ++a)
            p.hours(t, a) = a == 0 ? 14.F : a == 1 ? 2.F : 0.F;
    }
    for (std::size_t v = 0; v < c.visits.size(); ++v)
        for (std::size_t a = 0; a < 2; ++a)
            for (std::size_t i = 0; i < regions; ++i)
                p.rates(v * activities + a, i) =
                    static_cast<float>(3 + static_cast<double>(v) + 0.01 * static_cast<double>(i));
    for (std::size_t v = 0; v < c.visits.size(); ++v)
        for (std::size_t i = 0; i < regions; ++i)
            p.rates(v * activities + threat(), i) =
                static_cast<float>(5 + static_cast<double>(v) + 0.01 * static_cast<double>(i));
    return p;
}

// What each person's pain comes to on the last day, 0.2, 0.3 ...; and without any one of its causes, 0, 0.05 ...
inline std::vector<simulate::PainOfDay> made_up_pain(std::size_t people) {
    std::vector<simulate::PainOfDay> out;
    for (std::size_t k = 0; k < people; ++k)
        out.push_back({0.2 + 0.1 * static_cast<double>(k),
                       std::vector<double>(simulate::pain_causes().size(), 0.05 * static_cast<double>(k))});
    return out;
}

struct Made {
    Scenario scenario;
    Calendar calendar;
    std::vector<Person> people;
    LifeReport report;
    explicit Made(std::vector<std::vector<double>> scores, const std::string& file = "made_up.toml",
                  std::string text = scenario_text)
        : scenario(parse_scenario(text, file)), calendar(make_calendar(scenario, made_up_model())) {
        report.signals = signals_of(made_up_model());
        for (std::size_t k = 0; k < scores.size(); ++k)
            people.push_back(made_up(calendar, report.signals.size(), k, scores[k]));
        report.scenario = &scenario;
        report.calendar = &calendar;
        report.model = &made_up_model();
        report.connectome = &made_up_brain();
        report.people = &people;
        report.files = files_of_life();
        report.seed = 7;
        report.command = "rewire run made_up.toml";
        report.hash = "00ff";
    }
    Made(const Made&) = delete;
};
inline const std::vector<std::vector<double>> four_scores{
    {2, 12, 6, 4}, {2, 12, 5, 9}, {2, 12, 11, 10}, {2, 12, 6.5, 5}};

} // namespace rewire::made_up_life
