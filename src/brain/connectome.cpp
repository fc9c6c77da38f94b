#include "brain/connectome.hpp"

#include "base/error.hpp"
#include "brain/atlas.hpp"
#include "brain/check_weights.hpp"
#include "brain/match.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire {
namespace {

void transpose(Matrix& m) {
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < r; ++c)
            std::swap(m(r, c), m(c, r));
}

// TVB zips say what their rows are; other files must be told unless it makes no difference.
bool rows_are_sources(const MatrixFile& file, const ImportOptions& options, std::string& sentence) {
    const auto pair = asymmetric_pair(file.values);
    if (!pair) {
        sentence = "symmetric: direction makes no difference";
        return false;
    }
    if (options.direction == Direction::source_rows) {
        sentence = "rows were sources (declared); transposed, so that rows are targets";
        return true;
    }
    if (options.direction == Direction::target_rows) {
        sentence = "rows are targets, columns are sources (declared)";
        return false;
    }
    if (file.format == "TVB zip") {
        sentence = "rows are targets, columns are sources (TVB's convention)";
        return false;
    }
    const auto [r, c] = *pair;
    throw InputError(
        file.path,
        fmt::format("is not symmetric ({} is {:.6g}, the other way {:.6g}), so it matters what rows mean; say "
                    "--direction target-rows "
                    "(a row lists what a region receives) or --direction source-rows (a row lists what a region sends)",
                    place_of(file, r, c), file.values(r, c), file.values(c, r)));
}

void clear_diagonal(Matrix& weights, Connectome& c) {
    std::size_t cleared = 0;
    for (std::size_t i = 0; i < weights.rows(); ++i)
        if (weights(i, i) != 0) {
            cleared += !std::isnan(weights(i, i)); // NaN there says "no such thing"
            weights(i, i) = 0;
        }
    if (cleared > 0)
        c.notes.push_back(fmt::format(
            "self-connections of {} regions were set to 0: a region's own recurrence belongs to its model", cleared));
}

void undo_logarithm(Matrix& weights, Connectome& c) {
    std::size_t below_one = 0;
    for (double& w : weights.values()) {
        below_one += w < 0;
        if (w != 0)
            w = std::exp(w);
    }
    if (below_one > 0)
        c.notes.push_back(fmt::format("{} logarithms are negative: weights below 1", below_one));
}

// Lengths from the file itself or from a second one, in m and in the order of the weights.
Matrix settle_lengths(const MatrixFile& file, const ImportOptions& options, Connectome& c) {
    Matrix lengths = file.lengths_mm;
    if (!options.lengths_file.empty()) {
        const auto other = read_labelled_matrix(options.lengths_file);
        auto matched = order_as(other, file.labels);
        if (!matched.missing.empty())
            throw InputError(options.lengths_file.string(),
                             "has no lengths for " + told(matched.missing) + ", which the weights have");
        if (!matched.extra.empty())
            c.notes.push_back(fmt::format("{} has lengths for {}, which the weights lack; they were left aside",
                                          other.path, told(matched.extra)));
        if (!lengths.empty())
            c.notes.push_back(fmt::format("tract lengths were taken from {} instead of {}", other.path, file.path));
        check_lengths(matched.values, file, other.path);
        lengths = std::move(matched.values);
    } else if (!lengths.empty()) {
        check_lengths(lengths, file, file.path);
    }
    for (double& v : lengths.values())
        v /= 1000;
    for (std::size_t i = 0; i < lengths.rows(); ++i)
        lengths(i, i) = 0;
    return lengths;
}

void warn_of_lengths(Connectome& c) {
    std::size_t edges = 0;
    for (std::size_t k = 0; k < c.lengths.values().size(); ++k)
        edges += c.weights.values()[k] > 0 && c.lengths.values()[k] == 0;
    if (edges > 0)
        c.warnings.push_back(fmt::format("{} connections have tract length 0: they act without delay", edges));
    const auto longest =
        c.lengths.empty() ? 0 : *std::max_element(c.lengths.values().begin(), c.lengths.values().end());
    if (longest > 1)
        c.warnings.push_back(fmt::format("the longest tract is {:.3g} m; lengths are read as mm", longest));
}

} // namespace

void add_atlas_knowledge(Connectome& c) {
    const auto n = c.labels.size();
    c.networks.resize(n);
    c.hemispheres.resize(n, '?');
    c.cortical.resize(n, '?');
    std::vector<std::array<double, 3>> centres;
    std::vector<std::string> clashes;
    for (std::size_t i = 0; i < n; ++i) {
        const auto known = resolve(c.labels[i]);
        if (!known)
            continue;
        const Region& region = atlas()[*known];
        c.networks[i] = region.network;
        centres.push_back(region.centroid_mm);
        if (c.hemispheres[i] != '?' && c.hemispheres[i] != region.hemisphere)
            clashes.push_back(c.labels[i]);
        if (c.hemispheres[i] == '?')
            c.hemispheres[i] = region.hemisphere;
        if (c.cortical[i] == '?')
            c.cortical[i] = region.cortex ? 'y' : 'n';
    }
    if (!clashes.empty())
        c.warnings.push_back("the file's hemispheres contradict the labels of " + told(clashes));
    if (c.centres_mm.empty() && centres.size() == n) {
        c.centres_mm = std::move(centres);
        c.notes.push_back("region centres are the atlas's (MNI152)");
    }
}

Connectome to_connectome(MatrixFile file, const ImportOptions& options) {
    settle_labels(file, options.labels_file);
    check_weights(file, options.weights);
    Connectome c;
    c.name = std::filesystem::path(file.path).stem().string();
    c.source = file.path;
    c.synthetic = file.synthetic;
    c.labels = canonical_labels(file.labels, file.path);
    c.notes = file.notes;
    const bool transposed = rows_are_sources(file, options, c.direction);
    c.weights = file.values;
    clear_diagonal(c.weights, c);
    c.weights_kind = "weights are taken as they are";
    if (options.weights == WeightsKind::log) {
        undo_logarithm(c.weights, c);
        c.weights_kind = "weights are exp of the file's logarithms (declared)";
    }
    c.lengths = settle_lengths(file, options, c);
    if (transposed) {
        transpose(c.weights);
        transpose(c.lengths);
    }
    for (std::size_t i = 0; i < file.centres_mm.rows(); ++i)
        c.centres_mm.push_back({file.centres_mm(i, 0), file.centres_mm(i, 1), file.centres_mm(i, 2)});
    for (double right : file.hemispheres)
        c.hemispheres.push_back(right == 1 ? 'R' : 'L');
    for (double cortex : file.cortical)
        c.cortical.push_back(cortex == 1 ? 'y' : 'n');
    add_atlas_knowledge(c);
    if (const auto unknown = static_cast<std::size_t>(std::count(c.networks.begin(), c.networks.end(), std::string{}));
        unknown > 0)
        c.notes.push_back(fmt::format("{} of {} regions are not in the 82-region atlas and keep the file's labels",
                                      unknown, c.labels.size()));
    for (auto& w : doubts(file.values, options.weights))
        c.warnings.push_back(std::move(w));
    for (auto& w : gaps(c.weights, c.labels))
        c.warnings.push_back(std::move(w));
    warn_of_lengths(c);
    return c;
}

Connectome read_connectome(const std::filesystem::path& path, const ImportOptions& options) {
    return to_connectome(read_matrix_file(path, options.variable), options);
}

std::vector<std::string> describe(const Connectome& c) {
    const auto n = c.labels.size();
    std::size_t edges = 0;
    double least = 0, most = 0;
    for (double w : c.weights.values())
        if (w > 0) {
            least = edges == 0 ? w : std::min(least, w);
            most = std::max(most, w);
            ++edges;
        }
    std::vector<std::string> lines{
        fmt::format("{}{} ({})", c.name, c.synthetic ? ": SYNTHETIC, not a measured brain" : "", c.source)};
    const auto known = n - static_cast<std::size_t>(std::count(c.networks.begin(), c.networks.end(), std::string{}));
    lines.push_back(fmt::format("{} regions, {} of them in the 82-region atlas", n, known));
    lines.push_back(fmt::format("{} directed connections, density {:.1f} %", edges,
                                n > 1 ? 100.0 * static_cast<double>(edges) / static_cast<double>(n * (n - 1)) : 0));
    lines.push_back(c.direction);
    lines.push_back(fmt::format("{}; from {:.4g} to {:.4g}", c.weights_kind, least, most));
    if (c.lengths.empty())
        lines.push_back("no tract lengths: connections act without delay");
    else
        lines.push_back(fmt::format("tract lengths up to {:.0f} mm",
                                    1000 * *std::max_element(c.lengths.values().begin(), c.lengths.values().end())));
    for (const auto& note : c.notes)
        lines.push_back("note: " + note);
    for (const auto& warning : c.warnings)
        lines.push_back("warning: " + warning);
    return lines;
}

} // namespace rewire
