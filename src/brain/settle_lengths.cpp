#include "brain/settle_lengths.hpp"

#include "base/error.hpp"
#include "brain/check_weights.hpp"
#include "brain/match.hpp"
#include "brain/symmetry.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace rewire::brain {
namespace {

struct UnitName {
    LengthUnit unit;
    const char* name;
    double per_metre;
};
constexpr UnitName units[] = {
    {LengthUnit::um, "um", 1e6}, {LengthUnit::mm, "mm", 1e3}, {LengthUnit::cm, "cm", 1e2}, {LengthUnit::m, "m", 1}};
const UnitName& about(LengthUnit unit) {
    return *std::ranges::find_if(units, [&](const UnitName& u) { return u.unit == unit; });
}

Matrix from_second_file(const MatrixFile& file, const ImportOptions& options, Connectome& c) {
    MatrixSource source{.path = options.lengths_file,
                        .variable = options.lengths_variable,
                        .labels_file = options.lengths_labels_file,
                        .number_labels = options.number_labels,
                        .options = "--lengths-"};
    if (source.path.empty()) { // another matrix of the same file, in the same order
        source.path = file.path;
        if (source.labels_file.empty())
            source.labels_file = options.labels_file;
    }
    const auto other = read_matrix(source);
    auto matched = order_as(other, file.labels);
    if (!matched.missing.empty())
        throw InputError(other.path, "has no lengths for " + told(matched.missing) + ", which the weights have");
    if (!matched.extra.empty() && options.drop_regions.empty())
        c.notes.push_back(fmt::format("{} has lengths for {}, which the weights lack; they were left aside", other.path,
                                      told(matched.extra)));
    if (!file.lengths_mm.empty())
        c.notes.push_back(fmt::format("tract lengths were taken from {} instead of {}", other.path, file.path));
    c.notes.insert(c.notes.end(), other.notes.begin(), other.notes.end());
    return std::move(matched.values);
}

void settle_sides(Matrix& lengths, const ImportOptions& options, Connectome& c) {
    const auto found = symmetry_of(lengths);
    if (is_triangle(found.kind)) {
        symmetrise(lengths, found.kind);
        c.notes.push_back(
            fmt::format("tract lengths filled only the {} triangle; it was mirrored", side_of(found.kind)));
    } else if (found.kind == Symmetry::none && options.symmetrise) {
        symmetrise(lengths, found.kind);
        c.notes.push_back("tract lengths of the two directions differed; both are their mean (--symmetrise)");
    }
}

} // namespace

Matrix settle_lengths(const MatrixFile& file, const ImportOptions& options, Connectome& c) {
    const bool second = !options.lengths_file.empty() || !options.lengths_variable.empty();
    Matrix lengths = second ? from_second_file(file, options, c) : file.lengths_mm;
    if (lengths.empty())
        return lengths;
    settle_sides(lengths, options, c);
    check_lengths(lengths, file, options.lengths_file.empty() ? file.path : options.lengths_file.string());
    const auto& unit = about(options.lengths_unit);
    if (unit.unit != LengthUnit::mm)
        c.notes.push_back(fmt::format("tract lengths are read in {} (declared)", unit.name));
    for (double& v : lengths.values())
        v /= unit.per_metre;
    for (std::size_t i = 0; i < lengths.rows(); ++i)
        lengths(i, i) = 0;
    return lengths;
}

std::vector<std::string> doubts_of_lengths(const Matrix& weights, const Matrix& lengths, LengthUnit unit) {
    std::vector<std::string> warnings;
    std::size_t without = 0, with = 0;
    double longest = 0;
    for (std::size_t k = 0; k < lengths.values().size(); ++k) {
        const double length = lengths.values()[k];
        without += weights.values()[k] > 0 && length == 0;
        with += weights.values()[k] > 0 && length > 0;
        longest = std::max(longest, length);
    }
    if (without > 0)
        warnings.push_back(fmt::format("{} connections have tract length 0: they act without delay", without));
    // The longest tract of a human brain is 0.1 to 0.4 m, of a small one 0.01; a handful of connections may be short.
    const double as_told = longest * about(unit).per_metre; // the number in the file
    const UnitName* looks = nullptr;
    if (longest > 1 || (longest > 0 && longest < 0.03 && with >= 10))
        for (const auto& u : units)
            if (const double metres = as_told / u.per_metre;
                metres >= 0.03 && metres <= 0.6 && !(looks && metres > 0.3))
                looks = &u;
    if (looks)
        warnings.push_back(
            fmt::format("the longest tract is {:.3g} {}, which looks like {}; say --lengths-unit {} if "
                        "lengths are in {}",
                        as_told, about(unit).name, looks->name, looks->name, looks->name));
    else if (longest > 1)
        warnings.push_back(
            fmt::format("the longest tract is {:.3g} m; lengths are read in {}, --lengths-unit tells "
                        "another unit",
                        longest, about(unit).name));
    return warnings;
}

} // namespace rewire::brain
