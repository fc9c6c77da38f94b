#include "brain/match.hpp"

#include "base/error.hpp"
#include "brain/atlas.hpp"
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>

namespace rewire::brain {

Matched order_as(const MatrixFile& file, const std::vector<std::string>& labels) {
    const auto theirs = canonical_labels(file.labels, file.path);
    expects(theirs.size() == file.values.rows(), "a matrix to be matched has a label for every row");
    const auto ours = canonical_labels(labels, "the regions asked for");
    std::map<std::string_view, std::size_t> at;
    for (std::size_t i = 0; i < theirs.size(); ++i)
        at[theirs[i]] = i;

    Matched out;
    std::vector<std::optional<std::size_t>> from;
    for (const auto& label : ours) {
        const auto found = at.find(label);
        from.push_back(found == at.end() ? std::nullopt : std::optional(found->second));
        if (found == at.end())
            out.missing.push_back(label);
        else
            at.erase(found);
    }
    for (std::size_t i = 0; i < theirs.size(); ++i)
        if (at.contains(theirs[i]))
            out.extra.push_back(file.labels[i]);
    out.values = Matrix(ours.size(), ours.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t r = 0; r < ours.size(); ++r)
        for (std::size_t c = 0; c < ours.size(); ++c)
            if (from[r] && from[c])
                out.values(r, c) = file.values(*from[r], *from[c]);
    return out;
}

std::string told(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < 5; ++i)
        out += (i == 0 ? "" : ", ") + names[i];
    return names.size() > 5 ? out + fmt::format(" and {} more", names.size() - 5) : out;
}

} // namespace rewire::brain
