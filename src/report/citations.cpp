// Reads the embedded bibliography: one BibTeX entry a key.
#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "report/latex.hpp"
#include "report/network_report.hpp"

namespace rewire::report {
namespace {

std::string field(std::string_view entry, std::string_view name) {
    for (std::size_t at = entry.find(name); at != std::string_view::npos; at = entry.find(name, at + 1)) {
        const std::size_t before = entry.find_last_not_of(" \t\n", at - 1),
                          equals = entry.find_first_not_of(" \t", at + name.size());
        if (equals == std::string_view::npos || entry[equals] != '=' ||
            (entry[before] != ',' && before != entry.find(',')))
            continue;
        const std::size_t open = entry.find('{', equals);
        int depth = 0;
        std::string out;
        for (std::size_t k = open; k < entry.size(); ++k) {
            if (entry[k] == '{' && ++depth == 1)
                continue;
            if (entry[k] == '}' && --depth == 0)
                break;
            out += entry[k];
        }
        return plain_text_of_latex(out);
    }
    return {};
}

// "Deco, Gustavo and Ponce-Alvarez, Adrian and others" -> "Deco G, Ponce-Alvarez A et al"
std::string authors(std::string_view list) {
    std::string out;
    while (!list.empty()) {
        const auto end = list.find(" and ");
        const auto one = list.substr(0, end);
        list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 5);
        if (one == "others") {
            out += " et al";
            break;
        }
        const auto comma = one.find(", ");
        out += (out.empty() ? "" : ", ") + std::string(one.substr(0, comma));
        if (comma == std::string_view::npos)
            continue;
        out += ' ';
        bool start = true, taking = false; // all bytes of a letter that starts a name
        for (const char c : one.substr(comma + 2)) {
            if (const bool within = (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; !within) {
                taking = start && c != ' ' && c != '-';
                start = c == ' ' || c == '-';
            }
            if (taking)
                out += c;
        }
    }
    return out;
}

std::string_view entry_of(std::string_view key) { // empty: there is none
    const std::string_view all = embedded("references.bib");
    const auto start = all.find(fmt::format("{{{},", key));
    if (start == std::string_view::npos)
        return {};
    const auto open = all.rfind('@', start);
    return all.substr(open, all.find("\n}", start) + 2 - open);
}

} // namespace

std::string keys_as_names(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto letters = std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), text.size());
        const auto end = std::min(text.find_first_not_of("0123456789", letters), text.size());
        const auto word = text.substr(0, std::max<std::size_t>(end, 1));
        const auto entry = letters > 0 && end == letters + 4 ? entry_of(word) : std::string_view{};
        if (entry.empty())
            out += word;
        else {
            const auto who = field(entry, "author");
            out += fmt::format("{} {}", who.substr(0, who.find(", ")), field(entry, "year"));
        }
        text.remove_prefix(word.size());
    }
    return out;
}

std::vector<Citation> citations_of(const std::vector<std::string_view>& keys) {
    std::vector<Citation> out;
    std::vector<std::string_view> done;
    for (const auto list : keys)
        for (std::size_t at = 0; at < list.size();) {
            const auto end = std::min(list.find(' ', at), list.size());
            const auto key = list.substr(at, end - at);
            at = end + 1;
            if (key.empty() || std::find(done.begin(), done.end(), key) != done.end())
                continue;
            done.push_back(key);
            const auto entry = entry_of(key);
            expects(!entry.empty(), fmt::format("the bibliography holds {}", key));
            Citation c;
            c.doi = field(entry, "doi");
            c.bibtex = std::string(entry);
            const auto venue = field(entry, "journal").empty() ? field(entry, "publisher") : field(entry, "journal");
            const auto volume = field(entry, "volume"), pages = field(entry, "pages");
            c.text =
                fmt::format("{}. {}. {} {}{}{}.", authors(field(entry, "author")), field(entry, "title"), venue,
                            field(entry, "year"), volume.empty() ? "" : ";" + volume, pages.empty() ? "" : ":" + pages);
            out.push_back(std::move(c));
        }
    return out;
}

} // namespace rewire::report
