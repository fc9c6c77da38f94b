#include "base/hash.hpp"
#include "report/summary.hpp"
#include "study/network.hpp"

namespace rewire::study {
namespace {

nlohmann::ordered_json states_and_rates(const integrate::Network& n, const simulate::ScanResult& scan) {
    nlohmann::ordered_json j;
    j["states"] = nlohmann::ordered_json::object();
    j["rates"] = nlohmann::ordered_json::object();
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

report::NetworkReport report_of(const Job& job, const NetworkResult& r, const std::string& command) {
    expects(r.findings.has_value(), "a report of what was found");
    return {&job.connectome,
            &r.network,
            &job.plan,
            &job.question,
            &r.scan,
            &*r.findings,
            std::string(name_of(job.inhibition)),
            command,
            std::to_string(job.given.seed),
            hex(r.hash),
            r.notes,
            r.warnings};
}

nlohmann::ordered_json summary_of(const Job& job, const NetworkResult& r, const Told& told) {
    const auto findings = r.findings.value_or(simulate::Findings());
    auto summary = report::summary_head(told.command, job.given.seed, r.hash, told.seconds(), r.warnings);
    summary["model"] = job.given.model;
    summary["regions"] = job.network.size();
    summary["connectome"] = describe(job.connectome);
    summary["notes"] = r.notes;
    summary["inhibition"] = name_of(job.inhibition);
    summary["volumes"] = r.scan.bold.rows();
    summary.update(states_and_rates(r.network, r.scan));
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
    summary["failure"] = r.scan.failure ? nlohmann::ordered_json(describe(*r.scan.failure)) : nullptr;
    return summary;
}

void write(const Job& job, const NetworkResult& r, const Told& told, const std::filesystem::path& folder) {
    if (r.findings)
        report::write_network_report(report_of(job, r, told.command), folder);
    report::write_summary(folder, summary_of(job, r, told));
}

} // namespace rewire::study
