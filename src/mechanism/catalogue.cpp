#include "mechanism/catalogue.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/known.hpp"
#include <fmt/format.h>

namespace rewire::mechanism {
namespace {
std::vector<double> values(std::span<const RowInfo> rows) {
    std::vector<double> v;
    for (const auto& r : rows)
        v.push_back(r.si());
    return v;
}
const Entry& find_where(std::span<const Entry> entries, std::string_view what, std::string_view name,
                        bool (*wanted)(const Entry&)) {
    Names known;
    for (const auto& e : entries) {
        if (!wanted(e))
            continue;
        if (e.name == name)
            return e;
        known.push_back(e.name);
    }
    throw InputError("", unknown(what, name, known));
}
} // namespace

std::vector<double> Entry::default_params() const { return values(params); }
std::vector<double> Entry::start() const { return values(states); }

const Entry& Catalogue::find(std::string_view name) const {
    return find_where(entries_, "mechanism", name, [](const Entry&) { return true; });
}
const Entry& Catalogue::region_model(std::string_view name) const {
    return find_where(entries_, "region model", name, [](const Entry& e) { return e.kind == Kind::region; });
}

std::vector<const Entry*> Catalogue::alternatives() const {
    std::vector<const Entry*> out;
    for (const auto& e : entries_)
        if (!e.in_place_of.empty())
            out.push_back(&e);
    return out;
}
std::vector<const Entry*> Catalogue::with(const std::vector<std::string>& instead) const {
    std::vector<const Entry*> taken = alternatives(), out;
    std::erase_if(taken, [&](const Entry* e) { return std::ranges::find(instead, e->name) == instead.end(); });
    for (const auto& e : entries_)
        if (e.in_place_of.empty() ? std::ranges::find(taken, e.name, &Entry::in_place_of) == taken.end()
                                  : std::ranges::find(taken, &e) != taken.end())
            out.push_back(&e);
    return out;
}

std::size_t find_row(std::span<const RowInfo> rows, std::string_view name) {
    for (std::size_t k = 0; k < rows.size(); ++k)
        if (rows[k].name == name)
            return k;
    return std::string_view::npos;
}

std::size_t require_row(const Entry& e, std::span<const RowInfo> rows, std::string_view what, std::string_view name) {
    const auto k = find_row(rows, name);
    if (k != std::string_view::npos)
        return k;
    throw InputError("", known_instead(name, names_in(rows), fmt::format("{} has no {} \"{}\"", e.name, what, name)));
}

} // namespace rewire::mechanism
