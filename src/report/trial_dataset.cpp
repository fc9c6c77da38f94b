#include "report/trial_dataset.hpp"

#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/netcdf.hpp"
#include "report/trial_dictionary.hpp"

namespace rewire::report {
namespace {

using trial::Design;
using trial::Participant;
using Reading = std::function<double(const Participant&, std::size_t visit)>;

class TrialNumbers {
public:
    TrialNumbers(const Design& d, const trial::TrialCohort& c, std::size_t most) : d_(d), c_(c) {
        for (const auto& p : c.people)
            if (place_.try_emplace(p.index, subjects_.size()).second)
                subjects_.push_back(&p);
        const auto bytes = d.arms.size() * subjects_.size() * d.weeks.size() * sizeof(double);
        whole_ = bytes * (2 * d.instruments().size() + 1) <= most;
    }

    Dataset dataset(const TrialSource& source) {
        out_.title = fmt::format("{}: {} in {}", d_.name, counted(subjects_.size(), "virtual person", "virtual people"),
                                 counted(d_.arms.size(), "arm"));
        out_.version = version();
        out_.attributes = {{"command", source.command},
                           {"seed", d_.seed},
                           {"hash", hex(c_.hash())},
                           {"connectome", source.connectome},
                           {"study", study_of(c_)},
                           {"start", date_of(d_, 0)},
                           {"allocation", std::string(d_.counterfactual ? "counterfactual" : "randomised")}};
        coordinates();
        for (std::size_t k = 0; k < d_.instruments().size(); ++k) {
            const auto& i = d_.instruments()[k];
            const auto says = i.says + (i.unit == "1" ? " (" + i.unit_says + ")" : "");
            over_visits(i.name, i.unit, says, i.source,
                        [k](const Participant& p, std::size_t v) { return p.score(v, k); });
            over_visits(i.name + "_truth", i.unit, "as it is in the person, unrated, on the planned day: " + says,
                        i.source, [k](const Participant& p, std::size_t v) { return p.truth(v, k); });
        }
        over_visits("visit_day", "d", "day of the visit, 0 is the start of the plan; missing where it was missed", "",
                    [](const Participant& p, std::size_t v) { return v < p.seen ? p.days[v] : std::nan(""); });
        once("stopped_day", "d", "last day of a drug that was stopped for its side effects; missing: none was",
             [](const Participant& p) { return p.stops.empty() ? std::nan("") : p.stopped(); });
        once("failed", "1", "1: the person's life could not be computed to its end",
             [](const Participant& p) { return p.failure.empty() ? 0.0 : 1.0; });
        return std::move(out_);
    }

private:
    void coordinates() {
        std::vector<std::string> arm, subject, sex, stratum, allocated;
        for (const auto& a : d_.arms)
            arm.push_back(a.name);
        const auto strata = d_.stratum_names();
        std::vector<double> luck, age, centre;
        for (const auto* p : subjects_) {
            subject.push_back(subject_of(*p));
            luck.push_back(p->index);
            age.push_back(p->who.age);
            sex.emplace_back(p->who.woman ? "female" : "male");
            centre.push_back(static_cast<double>(p->centre + 1));
            stratum.push_back(strata[static_cast<std::size_t>(p->stratum)]);
            allocated.push_back(arm[static_cast<std::size_t>(p->arm)]);
        }
        names("arm", "arm", arm, "arm of the trial, TRT01P of the tables; the first is held against");
        names("subject", "subject", subject, "USUBJID of the tables");
        out_.coordinates.push_back({.name = "visit",
                                    .dims = {"visit"},
                                    .values = d_.weeks,
                                    .units = "week",
                                    .long_name = "planned week of the visit, AVISITN of the tables"});
        along("luck", luck, "1", "whose luck it is: the same number is the same person wherever the seed is", true);
        along("age", age, "year", "age at the start of the plan", false);
        names("sex", "subject", sex, "sex");
        along("centre", centre, "1", "centre that enrolled, SITEID of the tables", true);
        names("stratum", "subject", stratum, "stratum of the randomisation");
        if (!d_.counterfactual)
            names("allocated", "subject", allocated, "arm the person was allocated to");
        for (const auto& t : d_.arms.front().calendar.traits) {
            std::vector<double> values;
            for (const auto* p : subjects_)
                values.push_back(t.of(model::Luck(d_.seed, p->index)));
            along("trait_" + t.name, values, "1", "trait, in standard deviations from the mean of people", false);
        }
    }
    void names(const char* name, const char* dim, std::vector<std::string> text, const char* says) {
        out_.coordinates.push_back({.name = name, .dims = {dim}, .text = std::move(text), .long_name = says});
    }
    void along(const std::string& name, std::vector<double> values, const char* units, const char* says, bool whole) {
        out_.coordinates.push_back({.name = name,
                                    .dims = {"subject"},
                                    .values = std::move(values),
                                    .units = units,
                                    .long_name = says,
                                    .whole = whole});
    }
    std::size_t at(const Participant& p) const {
        return static_cast<std::size_t>(p.arm) * subjects_.size() + place_.at(p.index);
    }
    void once(const char* name, const char* units, const char* says, double (*read)(const Participant&)) {
        std::vector<double> values(d_.arms.size() * subjects_.size(), std::nan(""));
        for (const auto& p : c_.people)
            values[at(p)] = read(p);
        out_.variables.push_back(
            {.name = name, .dims = {"arm", "subject"}, .values = std::move(values), .units = units, .long_name = says});
    }
    void over_visits(const std::string& name, const std::string& units, const std::string& says,
                     const std::string& source, const Reading& read) {
        out_.variables.push_back({.name = name,
                                  .dims = {whole_ ? "subject" : "arm", "visit"},
                                  .values = whole_ ? of_each(read) : of_all(read),
                                  .units = units,
                                  .long_name = says,
                                  .source = source});
        auto& dims = out_.variables.back().dims;
        dims.insert(dims.begin(), whole_ ? "arm" : "stat");
        if (!whole_ && !out_.find("stat"))
            names("stat", "stat", {"mean", "p05", "p95"}, "over subjects: mean, 5th and 95th percentile");
    }
    std::vector<double> of_each(const Reading& read) const {
        const auto visits = d_.weeks.size();
        std::vector<double> out(d_.arms.size() * subjects_.size() * visits, std::nan(""));
        for (const auto& p : c_.people)
            for (std::size_t v = 0; v < visits; ++v)
                out[at(p) * visits + v] = read(p, v);
        return out;
    }
    std::vector<double> of_all(const Reading& read) const {
        std::vector<simulate::Spread> spreads;
        for (std::size_t a = 0; a < d_.arms.size(); ++a)
            for (std::size_t v = 0; v < d_.weeks.size(); ++v) {
                std::vector<double> values;
                for (const auto& p : c_.people)
                    if (static_cast<std::size_t>(p.arm) == a)
                        values.push_back(read(p, v));
                spreads.push_back(simulate::spread_of(std::move(values)));
            }
        std::vector<double> out;
        for (const auto of : {&simulate::Spread::mean, &simulate::Spread::p05, &simulate::Spread::p95})
            for (const auto& s : spreads)
                out.push_back(s.*of);
        return out;
    }

    const Design& d_;
    const trial::TrialCohort& c_;
    bool whole_ = true;
    std::map<std::uint32_t, std::size_t> place_; // of whose luck, along subject
    std::vector<const Participant*> subjects_;   // as first met
    Dataset out_;
};

} // namespace

Dataset trial_dataset(const Design& d, const trial::TrialCohort& c, const TrialSource& source, std::size_t most) {
    return TrialNumbers(d, c, most).dataset(source);
}

void check_names(const Design& d) {
    const auto faults = trial_dataset(d, {}, {}).faults_of_names();
    if (!faults.empty())
        throw InputError("[visits] instruments",
                         "give the instrument of your own another name: result.nc holds a "
                         "variable for each and for its truth, and " +
                             faults.front());
}

void write_trial_data(const Design& d, const trial::TrialCohort& c, const TrialSource& source,
                      const std::filesystem::path& folder) {
    const auto tables = trial_tables(d, c);
    std::vector<StudyFile> files;
    for (const auto& t : tables)
        files.push_back(write_study_table(t, folder));
    write_file(folder / "dictionary.json", trial_dictionary(d, c, tables, files));
    write_netcdf(folder / "result.nc", trial_dataset(d, c, source));
}

} // namespace rewire::report
