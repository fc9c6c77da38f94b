#include "brain/read_relmat.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace rewire::brain {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t most_bytes = 16u << 20;

std::string stem_of(const fs::path& path) { // "sub-01_relmat"
    std::string name = path.filename().string();
    for (std::string_view ending : {".gz", ".tsv", ".dense"})
        if (name.ends_with(ending))
            name.resize(name.size() - ending.size());
    return name;
}

// "sub-01", "atlas-DK" ... of a file's name.
std::set<std::string> entities_of(const std::string& name) {
    std::set<std::string> out;
    for (std::string_view rest(name); !rest.empty();) {
        const auto end = std::min(rest.find('_'), rest.size());
        if (rest.substr(0, end).find('-') != std::string_view::npos)
            out.emplace(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

void add_description(MatrixFile& file, const fs::path& path) {
    fs::path json = path.parent_path() / (stem_of(path) + ".json");
    if (!fs::exists(json))
        json = path.parent_path() / (stem_of(path) + ".dense.json");
    if (!fs::exists(json))
        return;
    const auto j = nlohmann::json::parse(read_file(json, most_bytes), nullptr, false);
    if (!j.is_object())
        throw InputError(json.string(), "is not a JSON object, which BIDS puts beside a matrix; mend or remove it");
    std::string told;
    auto add = [&](const char* key, const char* name) {
        if (j.contains(key) && !j[key].is_structured())
            told += fmt::format("{}{} {}", told.empty() ? "" : ", ", name,
                                j[key].is_string() ? j[key].get<std::string>() : j[key].dump());
    };
    add("RelationshipMeasure", "measure");
    add("MeasureUnits", "in");
    add("Directed", "directed");
    if (!told.empty())
        file.notes.push_back(fmt::format("{} says: {}", json.filename().string(), told));
}

// The list of nodes beside the matrix: the one that shares the most entities with it and contradicts none.
fs::path find_nodes(const fs::path& path) {
    const auto own = entities_of(stem_of(path));
    auto key_of = [](const std::string& entity) { return entity.substr(0, entity.find('-') + 1); };
    fs::path best;
    std::size_t most = 0;
    bool tie = false;
    std::error_code ec;
    const auto folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with("nodeindices.tsv"))
            continue;
        std::size_t shared = 1;
        bool fits = true;
        for (const auto& theirs : entities_of(name)) {
            const bool same = own.contains(theirs);
            shared += same;
            const bool other = std::any_of(own.begin(), own.end(),
                                           [&](const std::string& mine) { return key_of(mine) == key_of(theirs); });
            fits = fits && (same || !other);
        }
        if (!fits || shared < most)
            continue;
        tie = shared == most;
        most = shared;
        best = entry.path();
    }
    return tie ? fs::path{} : best;
}

void add_labels(MatrixFile& file, const fs::path& nodes) {
    const std::string text = read_file(nodes, most_bytes), name = nodes.string();
    const auto table = read_delimited(text, name);
    const auto n = file.values.rows();
    std::size_t label = ~std::size_t{0}, index = label;
    if (!table.rows.empty())
        for (std::size_t c = 0; c < table.rows[0].cells.size(); ++c) {
            const auto title = lower(table.rows[0].cells[c].text);
            if (title == "label" || (title == "name" && label == ~std::size_t{0}))
                label = c;
            if (title == "matrix_index" || title == "index")
                index = c;
        }
    if (label == ~std::size_t{0})
        return;
    if (table.rows.size() != n + 1)
        throw InputError(name, fmt::format("lists {} nodes; {} has {} regions", table.rows.size() - 1, file.path, n));
    std::vector<std::string> labels(n);
    std::size_t first = 1; // of matrix_index: 0 or 1
    auto number = [&](const TextRow& row) {
        return index < row.cells.size() ? parse_number(row.cells[index].text) : std::nullopt;
    };
    for (std::size_t r = 1; r <= n; ++r)
        if (const auto v = number(table.rows[r]); v && *v == 0)
            first = 0;
    for (std::size_t r = 1; r <= n; ++r) {
        const auto& row = table.rows[r];
        const double at = index == ~std::size_t{0} ? static_cast<double>(r) : number(row).value_or(-1);
        const double place = index == ~std::size_t{0} ? at - 1 : at - static_cast<double>(first);
        const bool good = label < row.cells.size() && place >= 0 && place < static_cast<double>(n);
        auto* into = good ? &labels[static_cast<std::size_t>(place)] : nullptr;
        if (!into || !into->empty())
            throw InputError(
                {Problem{name, row.line, 0,
                         fmt::format("a label, and a matrix_index that stands once, from {} to {}, are expected", first,
                                     n - 1 + first),
                         std::string(row.source.substr(0, 100))}});
        *into = row.cells[label].text;
    }
    file.labels = std::move(labels);
    file.notes.push_back(fmt::format("the region labels were read from {}", nodes.filename().string()));
}

} // namespace

bool is_relmat(const fs::path& path) { return stem_of(path).ends_with("_relmat"); }

void add_relmat(MatrixFile& file, const fs::path& path) {
    file.format = "BIDS relmat";
    add_description(file, path);
    if (!file.labels.empty())
        return;
    if (const auto nodes = find_nodes(path); !nodes.empty())
        add_labels(file, nodes);
}

} // namespace rewire::brain
