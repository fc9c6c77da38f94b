// `rewire check` for the page, with what it draws of a scenario: its calendar, plan by plan.
#include <fmt/format.h>

#include "base/words.hpp"

#include "serve/api.hpp"
#include "serve/written.hpp"
#include "study/checked.hpp"

namespace rewire::serve {
namespace {

Json courses_of(const study::LifeJob& job) {
    const auto& c = job.calendar;
    Json out = Json::array();
    for (const auto& k : c.courses) {
        Json sessions = Json::array();
        for (int day = k.start; day < k.end; ++day)
            if (model::sessions_on(day - k.start, k.per_week) > 0)
                sessions.push_back(day);
        out.push_back({{"treatment", c.treatments[k.treatment].name},
                       {"text", k.phrase < job.scenario.treatments.size()
                                    ? written(job.scenario.lines, job.scenario.treatments[k.phrase])
                                    : ""},
                       {"label", in_words(study::course_words(c, k))},
                       {"first_day", k.start},
                       {"last_day", k.end - 1},
                       {"sessions", sessions}});
    }
    return out;
}

Json plan_of(const study::LifeJob& job) {
    const auto& c = job.calendar;
    Json traits = Json::array(), history = Json::array(), visits = Json::array(), instruments = Json::array();
    for (const auto& t : c.traits)
        if (t.given || t.mean != 0 || t.spread != 1)
            traits.push_back({{"name", t.name}, {"mean", t.given.value_or(t.mean)}, {"sd", t.given ? 0 : t.spread}});
    for (const auto& e : c.eras)
        history.push_back({{"text", in_words(study::era_words(e))}, {"first_day", e.start}, {"last_day", e.end - 1}});
    for (const auto& i : c.instruments)
        instruments.push_back(i.name);
    for (const double week : job.scenario.weeks)
        visits.push_back({{"week", week}, {"instruments", instruments}});
    return {{"population", c.population},
            {"says", in_words(c.demography.told())},
            {"people", people_of(job, {})},
            {"first_week", c.first / 7.0},
            {"last_week", c.last / 7.0},
            {"adherence", c.adherence},
            {"engagement", c.engagement},
            {"traits", traits},
            {"history", history},
            {"courses", courses_of(job)},
            {"visits", visits}};
}

} // namespace

Json check(const std::string& text, const std::string& file) {
    const auto name = file_name(file);
    Json out = {
        {"fine", false},  {"kind", nullptr}, {"words", ""}, {"warnings", Json::array()}, {"problems", Json::array()},
        {"plan", nullptr}};
    try {
        expect_no_files(text, name);
        const auto done = study::checked(text, name, {});
        out["kind"] = done.kind;
        for (const auto& [words, warnings] : done.said) {
            out["words"] = out["words"].get<std::string>() + in_words_by_line(words);
            for (const auto& w : warnings)
                out["warnings"].push_back(in_words(w));
        }
        if (!done.jobs.empty())
            out["plan"] = plan_of(done.jobs.front());
        if (done.jobs.size() > 1) {
            const auto arms = scenario::read_scenario(text, name).arms;
            for (std::size_t k = 0; k < done.jobs.size(); ++k)
                out["plan"]["arms"].push_back({{"name", arms[k].name.value}, {"courses", courses_of(done.jobs[k])}});
        }
        out["fine"] = true;
    } catch (const InputError& e) {
        out["problems"] = json_of(e.problems());
    }
    return out;
}

} // namespace rewire::serve
