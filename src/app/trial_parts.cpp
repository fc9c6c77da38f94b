#include "app/trial_parts.hpp"
#include "app/output.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/summary.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/number.hpp"

namespace rewire::app {

void expect_centres(const trial::Design& d, std::size_t of, const std::string& option) {
    if (of > d.centres())
        throw InputError(option,
                         fmt::format("ask for at most {}, or give [trial] smaller centres (centre = {}); a centre is "
                                     "lived whole, and {} are of {}",
                                     counted(d.centres(), "part"), std::max<std::size_t>(1, d.people / of),
                                     counted(d.people, "person", "people"), counted(d.centres(), "centre")));
}

trial::Part part_of(const std::string& text, const GivenTrial& given, const trial::Design& d,
                    const std::string& option) {
    trial::Part part{.number = 1, .of = 1, .shard = {0, d.centres()}, .given = given.bytes()};
    if (text.empty())
        return part;
    const auto slash = text.find('/');
    const auto whole = [](std::string_view number) -> std::size_t {
        const bool digits =
            !number.empty() && number.size() < 8 && number.find_first_not_of("0123456789") == std::string_view::npos;
        return digits ? std::stoul(std::string(number)) : 0;
    };
    part.number = whole(std::string_view(text).substr(0, slash));
    part.of = slash == std::string::npos ? 0 : whole(std::string_view(text).substr(slash + 1));
    if (part.number < 1 || part.number > part.of)
        throw InputError(option, fmt::format("write which part of how many, from 1/7 to 7/7; \"{}\" is none", text));
    expect_centres(d, part.of, option);
    part.shard = trial::shard_of(d.centres(), part.number, part.of);
    return part;
}

KeptCentres::KeptCentres(const TrialJob& trial, const trial::Part& part, bool resume, OutFolder& folder)
    : trial_(trial), part_(part), resume_(resume), file_(folder.store(centres_file)) {}

TrialWatch KeptCentres::watch(Stages& stages) {
    TrialWatch out;
    stages.into(out);
    out.known = [this](const trial::CentreSink& sink) {
        store_.emplace(file_, trial_.identity, part_, resume_, sink);
        if (store_->known() > 0)
            tell("{} of {} {} lived already\n", store_->known(), counted(part_.shard.count, "centre"),
                 store_->known() == 1 ? "has" : "have");
        return store_->rest();
    };
    out.finished = [this](const trial::CentreLives& centre) { store_->add(centre); };
    return out;
}

int part_results(const TrialJob& trial, const trial::Part& part, const trial::TrialCohort& lived, OutFolder& folder,
                 const Told& told) {
    const auto& d = trial.design;
    constexpr const char* says = "a part of a trial: nothing is analysed here; rewire merge puts all parts together";
    auto summary = report::summary_head(told.command, d.seed, lived.hash(), told.seconds(), trial.warnings);
    summary["connectome"] = trial.job.brain.name;
    summary["trial"] = {
        {"name", d.name},
        {"says", says},
        {"shard", part.number},
        {"of", part.of},
        {"centres", {{"first", part.shard.first + 1}, {"last", part.shard.end()}, {"of", d.centres()}}},
        {"flow",
         {{"assessed", lived.flow.assessed}, {"enrolled", lived.flow.enrolled}, {"failed", lived.flow.failed}}}};
    report::write_summary(folder.path(), summary);
    folder.finish();
    tell("{} of {}: assessed {}, enrolled {}\n{}\nhash {}, {:.1f} s\nfolder: {}\n", part.told(), d.centres(),
         lived.flow.assessed, lived.flow.enrolled, says, hex(lived.hash()), told.seconds(), folder.path().string());
    return 0;
}

} // namespace rewire::app
