#include "report/names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace rewire::report {
namespace {

using Names = std::pair<std::string_view, std::string_view>;

constexpr Names networks[]{{"DMN", "default mode"},          {"SN", "salience"},          {"CEN", "frontoparietal"},
                           {"SMN", "somatomotor"},           {"VIS", "visual"},           {"DAN", "dorsal attention"},
                           {"VAN", "ventral attention"},     {"LIM", "limbic"},           {"SUB", "subcortical"},
                           {"FPN", "frontoparietal"},        {"Default", "default mode"}, {"SalVentAttn", "salience"},
                           {"Cont", "frontoparietal"},       {"SomMot", "somatomotor"},   {"Vis", "visual"},
                           {"DorsAttn", "dorsal attention"}, {"Limbic", "limbic"}};
constexpr Names circuits[]{{"dlPFC", "dorsolateral prefrontal cortex"},
                           {"vmPFC", "ventromedial prefrontal cortex"},
                           {"dACC", "dorsal anterior cingulate cortex, of the salience network"},
                           {"PCC", "posterior cingulate cortex, of the default mode network"},
                           {"accumbens", "nucleus accumbens, ventral striatum"},
                           {"subgenual", "subgenual cingulate cortex"},
                           {"sgACC", "subgenual cingulate cortex"},
                           {"OFC", "orbitofrontal cortex"},
                           {"S1", "primary somatosensory cortex"},
                           {"M1", "primary motor cortex"}};

constexpr Names conditions[]{{"mdd", "major depression"},
                             {"trd", "treatment-resistant depression"},
                             {"gad", "generalised anxiety disorder"},
                             {"sad", "seasonal affective disorder"},
                             {"ptsd", "post-traumatic stress disorder"},
                             {"panic", "panic disorder"},
                             {"lbp", "low back pain"},
                             {"clbp", "chronic low back pain"},
                             {"np", "neuropathic pain"},
                             {"msk", "musculoskeletal"},
                             {"sci", "spinal cord injury"},
                             {"cci", "chronic constriction injury"},
                             {"snl", "spinal nerve ligation"},
                             {"sni", "spared nerve injury"},
                             {"pni", "peripheral nerve injury"},
                             {"psl", "partial sciatic ligation"},
                             {"drg", "dorsal root ganglion"}};

template <std::size_t n>
std::string_view found(const Names (&list)[n], std::string_view name) {
    const auto* at = std::ranges::find(list, name, &Names::first);
    return at == std::end(list) ? std::string_view{} : at->second;
}

} // namespace

std::string network_title(std::string_view code) {
    if (code.empty())
        return "other";
    const auto title = found(networks, code);
    return std::string(title.empty() ? code : title);
}

std::vector<std::string> network_titles(const std::vector<std::string>& codes) {
    std::vector<std::string> out;
    for (const auto& code : codes)
        out.push_back(network_title(code));
    return out;
}

std::string condition_title(std::string_view condition) {
    std::string out;
    while (!condition.empty()) {
        const auto end = std::min(condition.find_first_of(" _/"), condition.size());
        const auto word = condition.substr(0, end);
        const auto words = found(conditions, word);
        out += words.empty() ? word : words;
        if (end < condition.size())
            out += condition[end] == '_' ? ' ' : condition[end];
        condition.remove_prefix(std::min(end + 1, condition.size()));
    }
    return out;
}

std::string circuit_title(std::string_view name) { return name == "NAcc" ? "accumbens" : std::string(name); }

std::string spelled_out(const std::vector<std::string>& titles) {
    std::string out;
    for (const auto& title : titles)
        if (const auto words = found(circuits, title); !words.empty())
            out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", title, words);
    return out;
}

std::string origin_title(const life::LifeModel& model, const life::Pathway& pathway) {
    if (pathway.kind == life::Pathway::Kind::channel)
        return pathway.name.substr(0, pathway.name.find('>'));
    return circuit_title(model.circuits[pathway.from].name);
}

std::string pathway_title(const life::LifeModel& model, const life::Pathway& pathway) {
    return fmt::format("{} → {}", origin_title(model, pathway), circuit_title(model.circuits[pathway.to].name));
}

std::string_view pathway_kind(life::Pathway::Kind kind) {
    constexpr std::string_view kinds[]{"excites", "inhibits", "brings"};
    return kinds[static_cast<std::size_t>(kind)];
}

} // namespace rewire::report
