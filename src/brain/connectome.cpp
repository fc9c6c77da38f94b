#include "brain/connectome.hpp"

#include "base/counted.hpp"
#include "base/error.hpp"
#include "brain/atlas.hpp"
#include "brain/check_weights.hpp"
#include "brain/match.hpp"
#include "brain/parcellation.hpp"
#include "brain/region_labels.hpp"
#include "brain/settle_lengths.hpp"
#include "brain/symmetry.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire::brain {
namespace {

void transpose(Matrix& m) {
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < r; ++c)
            std::swap(m(r, c), m(c, r));
}

// A matrix of which only one side is filled: half of a symmetric one, which is what tract files hold, or a directed
// network without a loop. Which, only the user can say.
void settle_triangle(MatrixFile& file, const ImportOptions& options, Connectome& c) {
    const auto kind = symmetry_of(file.values).kind;
    if (!is_triangle(kind))
        return;
    if (options.symmetrise) {
        symmetrise(file.values, kind);
        c.notes.push_back(
            fmt::format("only the {} triangle was filled; it was mirrored (--symmetrise)", side_of(kind)));
    } else if (options.direction == Direction::unset && file.format != "TVB zip") {
        throw InputError(file.path,
                         fmt::format("fills only its {} triangle, as MRtrix writes; say --symmetrise to mirror it, or, "
                                     "if the network is directed, --direction target-rows (a row lists what a region "
                                     "receives) or --direction source-rows (a row lists what a region sends)",
                                     side_of(kind)));
    } else {
        c.warnings.push_back(
            fmt::format("only the {} triangle holds connections and it is read as a directed network; "
                        "if it is half of a symmetric matrix, say --symmetrise",
                        side_of(kind)));
    }
}

// Rounding is averaged away; anything more is a direction, which TVB zips tell and other files must be told. True when
// rows are sources. `weights` are those of the file, as they will be used.
bool settle_direction(const MatrixFile& file, const ImportOptions& options, Matrix& weights, Connectome& c) {
    const auto found = symmetry_of(file.values);
    c.direction = "symmetric: direction makes no difference";
    if (found.kind == Symmetry::exact)
        return false;
    if (found.kind == Symmetry::rounding || (found.kind == Symmetry::none && options.symmetrise)) {
        symmetrise(weights, found.kind);
        c.notes.push_back(
            found.kind == Symmetry::rounding
                ? fmt::format(
                      "the two directions differed by rounding, at most {:.1g} of a weight; both are their mean",
                      found.difference)
                : fmt::format("the two directions differed, by up to {:.3g} of a weight ({}); both are their mean "
                              "(--symmetrise)",
                              found.difference, place_of(file, found.row, found.column)));
        return false;
    }
    if (options.direction == Direction::source_rows) {
        c.direction = "rows were sources (declared); transposed, so that rows are targets";
        return true;
    }
    c.direction = options.direction == Direction::target_rows
                      ? "rows are targets, columns are sources (declared)"
                      : "rows are targets, columns are sources (TVB's convention)";
    if (options.direction == Direction::unset && file.format != "TVB zip") {
        const auto r = found.row, col = found.column;
        throw InputError(
            file.path,
            fmt::format("is not symmetric ({} is {:.6g}, the other way {:.6g}), so it matters what rows mean; say "
                        "--direction target-rows "
                        "(a row lists what a region receives) or --direction source-rows (a row lists what a region "
                        "sends), or --symmetrise to use the mean of both",
                        place_of(file, r, col), file.values(r, col), file.values(col, r)));
    }
    return false;
}

void clear_diagonal(Matrix& weights, Connectome& c) {
    std::size_t cleared = 0;
    for (std::size_t i = 0; i < weights.rows(); ++i)
        if (weights(i, i) != 0) {
            cleared += !std::isnan(weights(i, i)); // NaN there says "no such thing"
            weights(i, i) = 0;
        }
    if (cleared > 0)
        c.notes.push_back(
            fmt::format("self-connections of {} were set to 0: a region's own recurrence belongs to its model",
                        counted(cleared, "region")));
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

std::string told_atlas(const Connectome& c) {
    const auto n = c.labels.size();
    const auto cortex = cortex_of(c);
    const auto cortical = std::count(cortex.begin(), cortex.end(), true);
    if (c.atlas.empty() || c.atlas == "82-region") {
        const auto known =
            n - static_cast<std::size_t>(std::count(c.networks.begin(), c.networks.end(), std::string{}));
        return fmt::format("{} regions, {} of them in the 82-region atlas", n, known);
    }
    return fmt::format("{} regions of the atlas {}, {} of them cortical", n, c.atlas, cortical);
}

} // namespace

void add_atlas_knowledge(Connectome& c) {
    const auto n = c.labels.size();
    c.networks.resize(n);
    c.hemispheres.resize(n, '?');
    c.cortical.resize(n, '?');
    std::vector<std::array<double, 3>> centres;
    std::vector<std::string> clashes;
    const auto whole = recognise(c.labels);
    c.atlas = whole ? whole->name : "";
    const bool foreign = whole && !whole->built_in;
    for (std::size_t i = 0; i < n; ++i) {
        const auto known = foreign ? std::nullopt : resolve(c.labels[i]);
        const bool ours = known && atlas()[*known].label == c.labels[i];
        if (!whole && !ours)
            continue;
        const RegionPlace place = whole ? whole->places[i]
                                        : RegionPlace{atlas()[*known].hemisphere, atlas()[*known].cortex ? 'y' : 'n',
                                                      atlas()[*known].network};
        c.networks[i] = place.network;
        if (ours)
            centres.push_back(atlas()[*known].centroid_mm);
        if (c.hemispheres[i] != '?' && place.hemisphere != '?' && c.hemispheres[i] != place.hemisphere)
            clashes.push_back(c.labels[i]);
        if (c.hemispheres[i] == '?')
            c.hemispheres[i] = place.hemisphere;
        if (c.cortical[i] == '?')
            c.cortical[i] = place.cortex;
    }
    if (!clashes.empty())
        c.warnings.push_back("the file's hemispheres contradict the labels of " + told(clashes));
    if (c.centres_mm.empty() && centres.size() == n) {
        c.centres_mm = std::move(centres);
        c.notes.push_back("region centres are the atlas's (MNI152)");
    }
}

Connectome to_connectome(MatrixFile file, const ImportOptions& options) {
    const MatrixSource source{.path = file.path,
                              .variable = options.variable,
                              .labels_file = options.labels_file,
                              .number_labels = options.number_labels};
    settle_labels(file, source);
    drop_regions(file, options.drop_regions);
    Connectome c;
    settle_triangle(file, options, c);
    check_weights(file, options.weights);
    c.name = std::filesystem::path(file.path).stem().string();
    c.source = file.path;
    c.synthetic = file.synthetic;
    c.labels = canonical_labels(file.labels, file.path);
    c.notes.insert(c.notes.begin(), file.notes.begin(), file.notes.end());
    if (file.synthetic)
        c.warnings.insert(c.warnings.begin(), synthetic_warning);
    c.weights = file.values;
    clear_diagonal(c.weights, c);
    if (c.weights.rows() > 1 && std::ranges::all_of(c.weights.values(), [](double w) { return w == 0; }))
        throw InputError(file.path,
                         "has no connection at all: every weight is 0; for regions without tracts take any "
                         "connectome, and rewire network --coupling 0");
    c.weights_kind = "weights are taken as they are";
    if (options.weights == WeightsKind::log) {
        undo_logarithm(c.weights, c);
        c.weights_kind = "weights are exp of the file's logarithms (declared)";
    }
    const bool transposed = settle_direction(file, options, c.weights, c);
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
        c.atlas.empty())
        c.notes.push_back(fmt::format("{} of {} regions are not in the 82-region atlas and keep the file's labels",
                                      unknown, c.labels.size()));
    for (auto& w : doubts(file.values, options.weights))
        c.warnings.push_back(std::move(w));
    for (auto& w : gaps(c.weights, c.labels))
        c.warnings.push_back(std::move(w));
    for (auto& w : doubts_of_lengths(c.weights, c.lengths, options.lengths_unit))
        c.warnings.push_back(std::move(w));
    return c;
}

Connectome read_connectome(const std::filesystem::path& path, const ImportOptions& options) {
    return to_connectome(read_matrix_file(path, options.variable), options);
}

std::vector<bool> cortex_of(const Connectome& c) {
    std::vector<bool> out;
    for (const char y : c.cortical)
        out.push_back(y == 'y');
    const bool known = std::ranges::find(c.cortical, '?') == c.cortical.end();
    return known && std::ranges::find(out, true) != out.end() ? out : std::vector<bool>{};
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
    lines.push_back(told_atlas(c));
    lines.push_back(fmt::format("{} directed connections, density {:.1f} %", edges,
                                n > 1 ? 100.0 * static_cast<double>(edges) / static_cast<double>(n * (n - 1)) : 0));
    lines.push_back(c.direction);
    lines.push_back(fmt::format("{}; from {:.4g} to {:.4g}", c.weights_kind, least, most));
    if (c.lengths.empty())
        lines.push_back("no tract lengths: connections act without delay");
    else
        lines.push_back(fmt::format("tract lengths up to {:.3g} mm",
                                    1000 * *std::max_element(c.lengths.values().begin(), c.lengths.values().end())));
    for (const auto& note : c.notes)
        lines.push_back("note: " + note);
    for (const auto& warning : c.warnings)
        lines.push_back("warning: " + warning);
    return lines;
}

} // namespace rewire::brain
