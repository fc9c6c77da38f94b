#include "brain/template_brain.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "base/noise.hpp"
#include "brain/atlas.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numbers>
#include <vector>

namespace rewire::brain {
namespace {

constexpr std::string_view presets[] = {"default", "no_network", "sc_only", "fc_tuned"};

struct Node {
    std::string name, network; // the name without side
    bool cortex, right;
    std::array<double, 3> at; // mm
    double size;
    std::size_t id; // of the name
};

// Cortex left, cortex right, subcortex left, subcortex right: the order of the atlas.
std::vector<Node> read_nodes() {
    const NamedTable table(embedded("template/template_regions.tsv"));
    std::vector<Node> nodes;
    for (bool cortex : {true, false})
        for (bool right : {false, true})
            for (std::size_t r = 0; r < table.size(); ++r) {
                if ((table.text(r, "kind") == "cortex") != cortex)
                    continue;
                const double x = table.number(r, "x");
                expects(table.text(r, right ? "label_right" : "label_left") == atlas()[nodes.size()].label,
                        "the template has the atlas's order");
                nodes.push_back({std::string(table.text(r, "name")),
                                 std::string(table.text(r, "network")),
                                 cortex,
                                 right,
                                 {right ? x : -x, table.number(r, "y"), table.number(r, "z")},
                                 table.number(r, "size_log"),
                                 r});
            }
    return nodes;
}

std::map<std::string, double> read_parameters(const std::string& preset) {
    if (std::find(std::begin(presets), std::end(presets), preset) == std::end(presets))
        throw InputError(
            "",
            mended(
                preset, {std::begin(presets), std::end(presets)},
                fmt::format(
                    "the template brain has no preset \"{}\"; expected one of default, no_network, sc_only, fc_tuned",
                    preset)));
    const NamedTable table(embedded("template/template_params.tsv"));
    std::map<std::string, double> parameters;
    for (std::size_t r = 0; r < table.size(); ++r)
        parameters.emplace(table.text(r, "name"), table.number(r, preset));
    return parameters;
}

double distance(const Node& a, const Node& b) {
    const double x = a.at[0] - b.at[0], y = a.at[1] - b.at[1], z = a.at[2] - b.at[2];
    return std::sqrt(x * x + y * y + z * z);
}

// What a log weight is the sum of (1).
struct Terms {
    double a, d, size, homoc, homos, inter, same, cs, ss, adj, tract, long_tract;

    explicit Terms(const std::map<std::string, double>& p)
        : a(p.at("a")),
          d(p.at("d")),
          size(p.at("size")),
          homoc(p.at("homoc")),
          homos(p.at("homos")),
          inter(p.at("inter")),
          same(p.at("same")),
          cs(p.at("cs")),
          ss(p.at("ss")),
          adj(p.at("adj")),
          tract(p.at("tract")),
          long_tract(p.at("long")) {}
};

struct Template {
    std::vector<Node> nodes = read_nodes();
    std::size_t names = 0;
    std::vector<char> neighbours, bundles, long_ones; // name x name

    Template() {
        std::map<std::string, std::size_t, std::less<>> ids;
        for (const auto& n : nodes)
            ids.emplace(n.name, n.id);
        for (const auto& n : nodes)
            names = std::max(names, n.id + 1);
        for (auto* list : {&neighbours, &bundles, &long_ones})
            list->assign(names * names, false);
        const auto mark = [&](std::vector<char>& list, std::string_view a, std::string_view b, bool held) {
            const auto x = ids.find(a), y = ids.find(b);
            if (x != ids.end() && y != ids.end())
                list[x->second * names + y->second] = list[y->second * names + x->second] = held;
        };
        const NamedTable adjacency(embedded("template/template_adjacency.tsv")),
            tracts(embedded("template/template_tracts.tsv"));
        for (std::size_t r = 0; r < adjacency.size(); ++r)
            mark(neighbours, adjacency.text(r, "a"), adjacency.text(r, "b"), true);
        for (std::size_t r = 0; r < tracts.size(); ++r) {
            mark(bundles, tracts.text(r, "a"), tracts.text(r, "b"), true);
            mark(long_ones, tracts.text(r, "a"), tracts.text(r, "b"), tracts.text(r, "class") == "long");
        }
    }

    bool in(const std::vector<char>& list, const Node& a, const Node& b) const {
        return a.right == b.right && list[a.id * names + b.id];
    }
    bool in_bundle(const Node& a, const Node& b) const { return in(bundles, a, b); }

    double log_weight(const Node& a, const Node& b, const Terms& p) const { // (1)
        double L = p.a + p.d * distance(a, b) / 10 + p.size * (a.size + b.size);
        if (a.id == b.id)
            L += a.cortex ? p.homoc : p.homos;
        else if (a.right != b.right)
            L += p.inter;
        if (a.cortex && b.cortex && a.network == b.network)
            L += p.same;
        if (a.cortex != b.cortex)
            L += p.cs;
        if (!a.cortex && !b.cortex)
            L += p.ss;
        if (in(neighbours, a, b))
            L += p.adj;
        if (in_bundle(a, b))
            L += in(long_ones, a, b) ? p.long_tract : p.tract;
        return L;
    }
};

// A standard normal number for a pair of regions: Box-Muller on two words of the counter (seed, i, j).
double normal(std::uint64_t seed, std::size_t i, std::size_t j) {
    const auto [words] = noise_words({seed, stream_id("template_residual")}, i, static_cast<std::uint32_t>(j), 0, 0);
    const double radius = std::sqrt(-2 * std::log((words[0] + 0.5) / 4294967296.0));
    return radius * std::cos(2 * std::numbers::pi * (words[1] + 0.5) / 4294967296.0);
}

const Template& the_template() {
    static const Template t;
    return t;
}

} // namespace

Matrix template_log_weights(const TemplateOptions& options) {
    if (!(options.residual_sd >= 0 && options.residual_sd <= 10))
        throw InputError("", fmt::format("the template brain's residual spread {} is out of range; 0 to 10 is expected",
                                         options.residual_sd));
    const Terms parameters(read_parameters(options.preset));
    const auto& nodes = the_template().nodes;
    const auto n = nodes.size();
    Matrix L(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            L(i, j) = the_template().log_weight(nodes[i], nodes[j], parameters);
            if (options.residual_sd > 0)
                L(i, j) += options.residual_sd * normal(options.seed, i, j);
            L(j, i) = L(i, j);
        }
    return L;
}

Connectome template_brain(const TemplateOptions& options) {
    const Matrix L = template_log_weights(options);
    const double theta = read_parameters(options.preset).at("theta");
    const auto& nodes = the_template().nodes;
    const auto n = nodes.size();
    Connectome c;
    c.name = "template";
    c.synthetic = true;
    c.warnings.emplace_back(synthetic_warning);
    c.source = fmt::format("generated, preset {}", options.preset);
    if (options.residual_sd > 0)
        c.source += fmt::format(", residual spread {} with seed {}", options.residual_sd, options.seed);
    c.weights = Matrix(n, n);
    c.lengths = Matrix(n, n);
    for (std::size_t i = 0; i < n; ++i) {
        c.labels.push_back(atlas()[i].label);
        c.centres_mm.push_back(nodes[i].at);
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j)
                continue;
            if (L(i, j) >= theta || the_template().in_bundle(nodes[i], nodes[j]))
                c.weights(i, j) = std::exp(L(i, j));                          // (2)
            c.lengths(i, j) = estimated_length(distance(nodes[i], nodes[j])); // (3), m
        }
    }
    add_atlas_knowledge(c);
    c.direction = "symmetric: direction makes no difference";
    c.weights_kind = "weights are on the scale of streamline counts";
    c.notes = {
        "synthetic template: 13 numbers fitted to group data of the Human Connectome Project, WU-Minn Consortium",
        "tract lengths are estimates from distance (8 mm + 1.35 d, ±25 %)"};
    return c;
}

} // namespace rewire::brain
