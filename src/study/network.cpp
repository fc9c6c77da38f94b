#include "study/network.hpp"

#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/version.hpp"
#include "equations/all.hpp"
#include "study/threads.hpp"

namespace rewire::study {

Job network_job(const NetworkRequest& request, const mechanism::Catalogue& catalogue) {
    auto job = prepare(request, catalogue);
    job.plan.spectra = true;
    job.plan.fast.threads = threads_from(request.threads);
    return job;
}

std::unique_ptr<Owned<Job>> network_job(const NetworkRequest& request) {
    auto out = std::make_unique<Owned<Job>>(Owned<Job>{equations::all_mechanisms(), {}});
    out->job = network_job(request, out->catalogue);
    return out;
}

std::vector<std::string> doubts_of(const Job& job) {
    std::vector<std::string> out;
    if (!job.plan.spectra_reach())
        out.push_back(
            fmt::format("Steps of --dt {} ms are too long for rhythms up to 80 Hz: EEG-like power is "
                        "left out; give --dt of 6 ms or less for it.",
                        format_number(job.plan.fast.dt * 1e3)));
    if (job.plan.volumes() < fewest_volumes)
        out.push_back(
            fmt::format("The recording holds {}: fewer than {} have no connectivity, so no "
                        "report is written; give a longer --duration for one.",
                        counted(job.plan.volumes(), "volume"), fewest_volumes));
    return out;
}

NetworkResult network(const Job& job, const NetworkWatch& watch) {
    NetworkResult out;
    out.notes = job.notes;
    out.warnings = job.warnings;
    const auto tell = [](std::vector<std::string>& to, const std::vector<std::string>& what) {
        to.insert(to.end(), what.begin(), what.end());
    };
    tell(out.warnings, doubts_of(job));
    auto balanced = simulate::tuned(job.network, job.inhibition, job.plan.fast);
    tell(out.notes, balanced.notes);
    tell(out.warnings, balanced.warnings);
    out.network = std::move(balanced.network);
    const auto scan = simulate::make_scan(out.network, {integrate::point_of(out.network)}, job.plan, job.precision);
    if (watch.begun)
        watch.begun(*scan);
    Stage stage(watch, "simulating");
    auto results = simulate::run_scan(*scan, [&](double share) {
        const bool goes_on = stage.on(share);
        if (watch.kept)
            watch.kept(*scan, goes_on);
        return goes_on;
    });
    out.whole = scan->done();
    if (!out.whole)
        return out;
    out.hash = hash_of(results);
    out.scan = std::move(results.front());
    if (!reference_bits())
        out.warnings.push_back(
            "This build has no fused multiply-add: its numbers differ in the last bits from those of other machines.");
    if (out.scan.failure)
        out.warnings.insert(out.warnings.begin(),
                            "The numbers broke: " + describe(*out.scan.failure) + ". The record ends there.");
    if (out.scan.bold.rows() < fewest_volumes ||
        (job.question.band_low > 0 && out.scan.bold.rows() <= simulate::band_pass_edge))
        return out;
    out.findings = simulate::measure(out.scan, job.question);
    tell(out.warnings, out.findings->warnings);
    for (const auto& u : out.findings->fc.undefined)
        out.warnings.push_back("FC: " + describe(u, job.network.places));
    return out;
}

} // namespace rewire::study
