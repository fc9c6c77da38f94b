#include "brain/edges.hpp"

#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace rewire::brain {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> known) {
    return std::find(known.begin(), known.end(), lower(name)) != known.end();
}

} // namespace

bool is_weight_name(std::string_view name) {
    return is_one_of(name, {"weight", "weights", "number_of_fibers", "number_of_fibres", "streamline_count", "count"});
}

bool is_length_name(std::string_view name) {
    return is_one_of(name, {"tract_lengths", "lengths", "tract_length", "length", "len", "fiber_length_mean",
                            "fiber_lengths", "tract_mean_length", "tract_median_length"});
}

void fill_from_edges(MatrixFile& file, std::size_t count, const std::vector<ListedTract>& edges, Edges kind) {
    file.values = Matrix(count, count);
    Matrix lengths(count, count);
    std::vector<const ListedTract*> seen(count * count);
    bool both = false, every_length = !edges.empty();
    Problems problems;
    for (const auto& e : edges) {
        const ListedTract* before = seen[e.from * count + e.to];
        const ListedTract* turned = seen[e.to * count + e.from];
        if (kind == Edges::undirected && !before)
            before = turned;
        if (before && problems.count() < 20) {
            const auto where = before->line > 0 ? fmt::format(" (first in line {})", before->line) : std::string{};
            problems.add({file.path,
                          e.line,
                          0,
                          fmt::format("the edge of {} stands twice{}; keep one", place_of(file, e.from, e.to), where),
                          {}});
        }
        both = both || (turned && e.from != e.to);
        seen[e.from * count + e.to] = &e;
        file.values(e.from, e.to) = e.weight;
        lengths(e.from, e.to) = e.length_mm;
        every_length = every_length && std::isfinite(e.length_mm);
    }
    problems.raise_if_any();
    const bool mirror = kind == Edges::undirected || (kind == Edges::unsaid && !both);
    if (mirror)
        for (const auto& e : edges) {
            file.values(e.to, e.from) = e.weight;
            lengths(e.to, e.from) = e.length_mm;
        }
    if (kind == Edges::unsaid && mirror)
        file.notes.push_back("no pair of regions stands in both orders: every edge was taken to run both ways");
    if (!mirror)
        file.notes.push_back("edges run from the row's region to the column's (--direction source-rows)");
    if (every_length)
        file.lengths_mm = std::move(lengths);
}

} // namespace rewire::brain
