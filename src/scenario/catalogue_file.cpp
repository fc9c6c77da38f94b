#include "scenario/catalogue_file.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "base/encoding.hpp"
#include "scenario/document.hpp"

namespace rewire::scenario {
namespace {

// A quantity in quotes begins as numbers do.
bool is_quantity(std::string_view text) {
    return !text.empty() && std::string_view("0123456789+-.").find(text.front()) != std::string_view::npos;
}

// What is told of the item itself is no fact of its own.
bool told_apart(std::string_view key) {
    constexpr std::string_view own[]{"name", "says", "source", "awaits", "contested", "drug", "pill"};
    return std::ranges::find(own, key) != std::end(own);
}

void read_values(Section s, const std::string& before, const std::string& above, FileItem& item) {
    const auto source = s.find_text("source").value_or(above);
    for (const auto& key : s.keys()) {
        const auto name = before + key;
        const auto text = s.find_text(key);
        if (before.empty() && told_apart(key))
            continue;
        if (s.is_table(key)) {
            read_values(s.section(key), name + ".", source, item);
        } else if (s.is_list_of_tables(key)) {
            for (auto& part : s.sections(key))
                read_values(part, name + "." + part.find_text("name").value_or("?") + ".", source, item);
        } else if (s.find_number(key)) {
            item.values.push_back({name, s.written(key), s.comment(key), source});
        } else if (text && is_quantity(*text)) {
            item.values.push_back({name, *text, s.comment(key), source});
        } else if (text) {
            if (key != "name")
                item.facts.emplace_back(name, *text);
        } else {
            item.facts.emplace_back(name, s.as_written(key));
        }
    }
}

FileItem item_of(Section s, const std::string& heading) {
    FileItem item;
    item.name = s.find_text("name").value_or(s.find_text("signal").value_or(""));
    item.says = s.find_text("says").value_or(heading);
    item.source = s.find_text("source").value_or("");
    item.awaits = s.find_text("awaits").value_or("");
    item.contested = s.has("contested") && s.as_written("contested") == "true";
    item.drug = s.find_text("drug") || (s.has("pill") && s.as_written("pill") == "true");
    read_values(s, "", "", item);
    return item;
}

// "Meyer 2004", "Fox et al. 2012", "(Frank, 1991)": a name, then a year; a year alone, or "in 2004 people", cites
// nobody.
bool cites(std::string_view text) {
    const auto is = [](int (*kind)(int), char c) { return kind(static_cast<unsigned char>(c)) != 0; };
    std::size_t digits = 0;
    for (std::size_t k = 0; k <= text.size(); ++k) {
        const bool digit = k < text.size() && is(std::isdigit, text[k]);
        if (!digit && digits == 4 && (text.substr(k - 4, 2) == "19" || text.substr(k - 4, 2) == "20")) {
            auto before = text.substr(0, k - 4);
            const auto trim = [&] {
                while (!before.empty() && (before.back() == ' ' || before.back() == ',' || before.back() == '('))
                    before.remove_suffix(1);
            };
            trim();
            for (const std::string_view others : {"al.", "et"})
                if (before.ends_with(others)) {
                    before.remove_suffix(others.size());
                    trim();
                }
            const auto blank = before.find_last_of(" (");
            const auto word = before.substr(blank == before.npos ? 0 : blank + 1);
            if (!word.empty() && is(std::isupper, word[0]))
                return true;
        }
        digits = digit ? digits + 1 : 0;
    }
    return false;
}

// What a text says of what it tells of; empty where it says nothing.
std::string_view said_by(std::string_view text) {
    const auto says = [&](std::string_view word) { return text.find(word) != text.npos; };
    const bool assumed = says("assumed"), read = cites(text) || says("label");
    if (says("by hand"))
        return "set by hand";
    if (assumed)
        return read ? "partly assumed" : "assumed";
    return !read ? "" : says("from memory") ? "cited from memory" : "from the literature";
}
// Does a part of a source tell of this key? "least change: Toussaint 2020", "spread between people assumed".
bool tells_of(std::string_view part, std::string_view key) {
    constexpr std::pair<std::string_view, std::string_view> words[]{
        {"low", "range"},         {"high", "range"},  {"between", "spread"}, {"sd", "spread"},  {"spread", "spread"},
        {"noise", "test-retest"}, {"offset", "mean"}, {"mean", "mean"},      {"scale", "slope"}};
    const auto last = key.substr(key.rfind('.') + 1);
    std::string name(last);
    std::ranges::replace(name, '_', ' ');
    const auto told = part.substr(0, std::min(part.find(':'), part.find(" assumed")));
    return told.find(name) != told.npos || (key.starts_with("sum.") && told.find("weights") != told.npos) ||
           std::ranges::any_of(words,
                               [&](const auto& w) { return w.first == last && told.find(w.second) != told.npos; });
}
// Does it tell of some things alone?
bool tells_of_some(std::string_view part) {
    return part.find(": ") != part.npos || (part.find(" assumed") != part.npos && part.find("the rest") == part.npos);
}

} // namespace

std::string fault_of_name(std::string_view name) {
    constexpr std::string_view dividing = " ,;=\"'`/\\";
    const auto divides = [&](char c) {
        return dividing.find(c) != dividing.npos || static_cast<unsigned char>(c) < ' ';
    };
    auto mended = plain(name);
    if (!name.empty() && mended == name && std::ranges::none_of(name, divides))
        return {};
    std::ranges::replace_if(mended, divides, '_');
    return mended.empty() ? "write a name here, one word" // nothing to make one of
                          : fmt::format("write \"{}\"; a name is one word, so that phrases can say it", mended);
}
std::string read_name(Section& s) {
    auto name = s.text("name");
    if (auto fault = fault_of_name(name); !fault.empty())
        s.wrong("name", std::move(fault));
    return name;
}

std::vector<FileItem> catalogue_items(std::string_view text, const std::string& file) {
    Document document(text, file);
    auto root = document.root();
    std::vector<FileItem> out;
    if (root.has("name") || root.has("signal"))
        out.push_back(item_of(root, ""));
    else
        for (const auto& key : root.keys())
            if (root.is_list_of_tables(key))
                for (auto& s : root.sections(key))
                    out.push_back(item_of(s, s.heading_comment()));
    return out;
}

const std::string& source_of(const FileValue& value) { return said_by(value.note).empty() ? value.source : value.note; }
bool is_assumed(std::string_view told) { return told.starts_with("assumed") || told.starts_with("set by hand"); }

std::string_view status_of(const FileValue& value) {
    if (const auto noted = said_by(value.note); !noted.empty())
        return noted;
    std::string_view rest = value.source, of_all;
    bool of_some = false;
    while (!rest.empty()) {
        const auto end = std::min(rest.find("; "), rest.size());
        const auto part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        const auto said = said_by(part);
        if (tells_of_some(part)) {
            of_some = true;
            if (tells_of(part, value.key))
                return said.empty() ? "see the source" : said;
        } else if (!said.empty())
            of_all = of_all.empty() || of_all == said || part.find("the rest") != part.npos ? said : "see the source";
    }
    return !of_all.empty() ? of_all : of_some || !value.source.empty() ? "see the source" : "not told";
}

} // namespace rewire::scenario
