#include "base/hash.hpp"
#include "report/network_report.hpp"
#include "report/summary.hpp"
#include "study/network.hpp"

namespace rewire::study {
namespace {

using Json = nlohmann::ordered_json;

Json states_and_rates(const integrate::Network& n, const simulate::ScanResult& scan) {
    Json j;
    j["states"] = Json::object();
    j["rates"] = Json::object();
    const auto& e = *n.model;
    for (std::size_t k = 0; k < e.outputs.size(); ++k) {
        const auto& o = e.outputs[k];
        const auto [mean, sd] = simulate::over_regions(scan, k);
        j[o.unit.dim == unit("Hz").dim ? "rates" : "states"][std::string(o.name)] = {
            {"mean", mean / o.unit.si}, {"sd", sd / o.unit.si}, {"unit", std::string(o.unit.text)}};
    }
    return j;
}

} // namespace

Json summary_of(const Job& job, const NetworkResult& done, const Told& told) {
    const auto& result = done.scan;
    const auto findings = done.findings.value_or(simulate::Findings());
    auto summary = report::summary_head(told.command, job.given.seed, done.hash, told.seconds(), done.warnings);
    summary["model"] = job.given.model;
    summary["regions"] = job.network.size();
    summary["connectome"] = describe(job.connectome);
    summary["notes"] = done.notes;
    summary["inhibition"] = name_of(job.inhibition);
    summary["volumes"] = result.bold.rows();
    summary.update(states_and_rates(done.network, result));
    summary["synchrony"] = findings.synchrony;
    summary["metastability"] = findings.metastability;
    summary["fit"] = nullptr;
    if (findings.fit)
        summary["fit"] = {
            {"fc_r", findings.fit->r}, {"fc_r_fisher", findings.fit->r_fisher}, {"fcd_ks", findings.fcd_ks}};
    if (findings.fit_cortex) {
        summary["fit"]["fc_r_cortex"] = findings.fit_cortex->r;
        summary["fit"]["fc_r_cortex_fisher"] = findings.fit_cortex->r_fisher;
    }
    summary["failure"] = result.failure ? Json(describe(*result.failure)) : nullptr;
    return summary;
}

void write(const Job& job, const NetworkResult& done, const Told& told, const std::filesystem::path& folder) {
    if (done.findings)
        report::write_network_report({&job.connectome, &done.network, &job.plan, &job.question, &done.scan,
                                      &*done.findings, std::string(name_of(job.inhibition)), told.command,
                                      std::to_string(job.given.seed), hex(done.hash), done.notes, done.warnings},
                                     folder);
    report::write_summary(folder, summary_of(job, done, told));
}

} // namespace rewire::study
