#include "base/identity.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/bytes.hpp"
#include "base/version.hpp"

namespace rewire {
namespace {

void put_text(std::string& to, std::string_view text) {
    put_bytes(to, std::uint64_t{text.size()});
    to += text;
}
std::string take_text(std::string_view& from) {
    std::uint64_t n = 0;
    take_bytes(from, n);
    if (n > from.size())
        throw InputError("", "is damaged");
    std::string text(from.substr(0, n));
    from.remove_prefix(n);
    return text;
}

} // namespace

Identity::Identity(std::string_view kind) {
    add_told("what it keeps", std::string(kind));
    add_told("version of rewire", std::string(version()));
    add("the equations built into rewire", sources_hash());
}

void Identity::add_hash(std::string part, std::uint64_t hash, std::string told) {
    const auto at = std::ranges::find(parts_, part, &Part::name);
    if (at == parts_.end()) {
        parts_.push_back({std::move(part), hash, std::move(told)});
        return;
    }
    Hash both; // a part in several pieces
    both.add(at->hash);
    both.add(hash);
    at->hash = both.value();
    at->told.clear();
}
void Identity::add_told(std::string part, std::string value) {
    const auto hash = hash_of_bytes(value);
    add_hash(std::move(part), hash, std::move(value));
}

std::uint64_t Identity::value() const { return hash_of_bytes(bytes()); }

std::string Identity::difference(const Identity& other, const std::vector<std::string_view>& besides) const {
    std::string words;
    const auto tell = [&](const std::string& what) { words += (words.empty() ? "" : ", ") + what; };
    const auto may = [&](const Part& p) { return std::ranges::find(besides, p.name) != besides.end(); };
    for (const auto& p : parts_) {
        if (may(p))
            continue;
        const auto at = std::ranges::find(other.parts_, p.name, &Part::name);
        if (at == other.parts_.end())
            tell(p.name + " (new)");
        else if (at->hash != p.hash)
            tell(p.told.empty() && at->told.empty() ? p.name
                                                    : fmt::format("{} ({}, not {})", p.name, p.told, at->told));
    }
    for (const auto& p : other.parts_)
        if (!may(p) && std::ranges::find(parts_, p.name, &Part::name) == parts_.end())
            tell(p.name + " (gone)");
    return words;
}

std::string Identity::bytes() const {
    std::string s;
    put_bytes(s, std::uint64_t{parts_.size()});
    for (const auto& p : parts_) {
        put_text(s, p.name);
        put_bytes(s, p.hash);
        put_text(s, p.told);
    }
    return s;
}
Identity Identity::of_bytes(std::string_view bytes) {
    Identity id;
    std::uint64_t n = 0;
    take_bytes(bytes, n);
    for (std::uint64_t k = 0; k < n; ++k) {
        Part p;
        p.name = take_text(bytes);
        take_bytes(bytes, p.hash);
        p.told = take_text(bytes);
        id.parts_.push_back(std::move(p));
    }
    return id;
}

} // namespace rewire
