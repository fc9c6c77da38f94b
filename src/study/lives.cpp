#include "study/lives.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "study/threads.hpp"

namespace rewire::study {
namespace {

std::vector<std::string> warnings_of(const LifeJob& job, const simulate::Cohort& cohort, std::size_t asked) {
    std::vector<std::string> out;
    out.emplace_back(
        "Nearly every number of this life is assumed: the report lists each with its source, and rewire describe NAME "
        "tells of one mechanism.");
    std::size_t failed = 0;
    for (const auto& p : cohort.people)
        if (!p.failure.empty() && failed++ == 0)
            out.push_back(fmt::format("Virtual person {} failed: {}", p.index, p.failure));
    if (failed > 1)
        out.push_back(
            fmt::format("{} of {} virtual people failed; they count in no number.", failed, cohort.people.size()));
    if (cohort.people.size() < asked)
        out.push_back(fmt::format("Only {} of {} people could be enrolled; {} were tried.", cohort.people.size(), asked,
                                  cohort.tried));
    for (const auto& course : job.calendar.courses)
        if (const auto& t = job.calendar.treatments[course.treatment]; t.contested)
            out.push_back(fmt::format("{} is contested: trials disagree.", t.name));
    out.insert(out.end(), job.calendar.warnings.begin(), job.calendar.warnings.end());
    return out;
}

std::vector<VisitSpread> visits_of(const LifeJob& job, const std::vector<simulate::Person>& people) {
    std::vector<VisitSpread> out;
    const auto& measures = job.calendar.instruments;
    std::vector<double> values(people.size());
    for (std::size_t i = 0; i < measures.size(); ++i)
        for (std::size_t v = 0; v < job.scenario.weeks.size(); ++v) {
            std::ranges::transform(people, values.begin(), [&](const simulate::Person& p) { return p.visits(v, i); });
            out.push_back({job.scenario.weeks[v], &measures[i], simulate::spread_of(values, measures[i].whole)});
        }
    return out;
}

// Of whom connectivity is, and how sure its change.
std::string says_of(const report::MeanConnectivity& fc) {
    if (fc.people == 0)
        return {};
    auto out = fc.people == 1
                   ? std::string("Functional connectivity is that of one person.")
                   : fmt::format("Functional connectivity is the mean over {} people, those with the lowest numbers.",
                                 fc.people);
    if (!fc.change_error)
        return out;
    std::vector<double> moved, errors;
    for (std::size_t i = 0; i < fc.before->rows(); ++i)
        for (std::size_t j = i + 1; j < fc.before->cols(); ++j) {
            moved.push_back(std::abs((*fc.after)(i, j) - (*fc.before)(i, j)));
            errors.push_back((*fc.change_error)(i, j));
        }
    const auto median = [](std::vector<double> v) {
        std::ranges::nth_element(v, v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2));
        return v[v.size() / 2];
    };
    return out + fmt::format(
                     " Over pairs of regions r changes by {:.2g} (median of its size), with a standard error "
                     "over people of {:.2g} (median); each pair's is in result.nc, fc_change_se.",
                     median(moved), median(errors));
}

} // namespace

LivesResult lives(const LifeJob& job, const LivesRequest& request, const LivesWatch& watch) {
    if (request.people < 1 || request.people > most_people)
        throw InputError("people", fmt::format("from 1 to {} virtual people are expected", most_people));
    LivesResult out;
    Stage stage(watch, "living");
    out.cohort = simulate::live(job.model, job.calendar,
                                {.people = request.people,
                                 .seed = request.seed,
                                 .threads = threads_from(request.threads),
                                 .of_days = request.keep,
                                 .done = [&](double share) { return stage.on(share); },
                                 .known = watch.known,
                                 .finished = watch.finished});
    out.whole = stage.end();
    if (!out.whole)
        return out;
    const auto& people = out.cohort.people;
    out.warnings = warnings_of(job, out.cohort, request.people);
    out.failed = static_cast<std::size_t>(
        std::ranges::count_if(people, [](const simulate::Person& p) { return !p.failure.empty(); }));
    out.hash = hash_of(people);
    out.visits = visits_of(job, people);
    out.outcomes = simulate::outcomes_of(people, job.calendar);
    out.notes = job.brain.notes;
    out.stops = simulate::stop_counts(people, job.calendar);
    for (const auto& s : out.stops)
        out.notes.push_back(fmt::format("Stopped for side effects: {}.", s.told()));
    out.scans = simulate::scan_reliability(people, job.calendar, job.model);
    out.pain = simulate::pain_of_day(job.model, job.calendar, request.seed, people,
                                     simulate::KeptDays(job.calendar, request.keep).last());
    out.connectivity = report::mean_connectivity(people, job.model.network.size());
    out.connectivity_says = says_of(out.connectivity);
    if (!out.connectivity_says.empty())
        out.notes.push_back(out.connectivity_says);
    return out;
}

report::LifeReport report_of(const LifeJob& job, const LivesRequest& request, const LivesResult& result,
                             const std::string& command) {
    const auto& fc = result.connectivity;
    return {.scenario = &job.scenario,
            .calendar = &job.calendar,
            .model = &job.model,
            .connectome = &job.brain,
            .people = &result.people(),
            .keep = request.keep,
            .signals = report::signals_of(job.model),
            .files = job.files,
            .fc_before = fc.before,
            .fc_after = fc.after,
            .fc_change_error = fc.change_error,
            .fc_people = fc.people,
            .pain = result.pain,
            .seed = request.seed,
            .command = command,
            .hash = hex(result.hash),
            .notes = result.notes,
            .warnings = result.warnings};
}

} // namespace rewire::study
