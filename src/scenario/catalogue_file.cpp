#include "scenario/catalogue_file.hpp"

#include <algorithm>
#include <cctype>

#include "scenario/document.hpp"

namespace rewire::scenario {
namespace {

// A quantity in quotes begins as numbers do.
bool is_quantity(std::string_view text) {
    return !text.empty() && std::string_view("0123456789+-.").find(text.front()) != std::string_view::npos;
}

// What is told of the item itself is no fact of its own.
bool told_apart(std::string_view key) {
    constexpr std::string_view own[]{"name", "says", "source", "awaits", "contested", "drug"};
    return std::ranges::find(own, key) != std::end(own);
}

void read_values(Section s, const std::string& before, FileItem& item) {
    for (const auto& key : s.keys()) {
        const auto name = before + key;
        const auto text = s.find_text(key);
        if (before.empty() && told_apart(key))
            continue;
        if (s.is_table(key)) {
            read_values(s.section(key), name + ".", item);
        } else if (s.is_list_of_tables(key)) {
            for (auto& part : s.sections(key))
                read_values(part, name + "." + part.find_text("name").value_or("?") + ".", item);
        } else if (s.find_number(key)) {
            item.values.push_back({name, s.written(key), s.comment(key)});
        } else if (text && is_quantity(*text)) {
            item.values.push_back({name, *text, s.comment(key)});
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
    item.drug = s.has("drug") && s.as_written("drug") == "true";
    read_values(s, "", item);
    return item;
}

bool has_year(std::string_view text) { // "Meyer 2004"
    std::size_t digits = 0;
    for (std::size_t k = 0; k <= text.size(); ++k) {
        const bool digit = k < text.size() && std::isdigit(static_cast<unsigned char>(text[k]));
        if (!digit && digits == 4 && (text.substr(k - 4, 2) == "19" || text.substr(k - 4, 2) == "20"))
            return true;
        digits = digit ? digits + 1 : 0;
    }
    return false;
}

} // namespace

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

std::string_view status_of(std::string_view note, std::string_view source) {
    const auto of = [](std::string_view text) -> std::string_view {
        const bool assumed = text.find("assumed") != text.npos;
        const bool read = has_year(text) || text.find("label") != text.npos;
        return assumed && read ? "partly assumed" : assumed ? "assumed" : read ? "from the literature" : "";
    };
    const auto by_note = of(note);
    const auto by_source = of(source);
    return !by_note.empty() ? by_note : !by_source.empty() ? by_source : "not told";
}

} // namespace rewire::scenario
