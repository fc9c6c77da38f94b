#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "scenario/document_body.hpp"

namespace rewire::scenario {

const std::string& Section::file() const { return node_->body->file; }
Lines Section::lines() const { return {node_->body, &node_->body->lines}; }
bool Section::has(std::string_view key) const { return node_->table && node_->table->contains(key); }
bool Section::told(std::string_view key) const { return node_->told.contains(key); }
std::string Section::text(std::string_view key, std::optional<std::string> fallback) {
    const auto* v = node_->value<std::string>(key, !fallback, "a text in quotes");
    return v ? v->get() : fallback.value_or("");
}
Section::Text Section::located_text(std::string_view key, std::string_view fallback) {
    Text t = place(key);
    t.value = text(key, std::string(fallback));
    return t;
}
std::string Section::written(std::string_view key) {
    const auto* n = node_->find(key);
    if (n && n->is_number())
        return fmt::format("{}", *n->value<double>());
    return text(key);
}
Section::Text Section::place(std::string_view key) const {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    if (!n)
        return {std::string(key), 0, 0};
    return {std::string(key), static_cast<int>(n->source().begin.line), static_cast<int>(n->source().begin.column)};
}
double Section::number(std::string_view key, std::optional<double> fallback) {
    if (const auto v = find_number(key))
        return *v;
    if (const auto* n = node_->find(key); n && n->is_number())
        wrong(key, fmt::format("{} must be a finite number", key));
    else
        node_->value<double>(key, !fallback, "a number");
    return fallback.value_or(0);
}
std::optional<double> Section::find_number(std::string_view key) {
    const auto* n = node_->find(key);
    const auto v = n ? n->value<double>() : std::optional<double>{};
    return v && std::isfinite(*v) ? v : std::nullopt;
}
std::optional<std::string> Section::find_text(std::string_view key) {
    const auto* n = node_->find(key);
    return n ? n->value<std::string>() : std::optional<std::string>{};
}
bool Section::is_list(std::string_view key) const {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    return n && n->is_array();
}
bool Section::is_table(std::string_view key) const {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    return n && n->is_table();
}
bool Section::is_list_of_tables(std::string_view key) const {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    return n && n->is_array_of_tables();
}
std::string Section::comment(std::string_view key) const {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    return n ? node_->body->comment_after(n->source().end) : std::string();
}
std::string Section::heading_comment() const {
    return node_->table ? node_->body->comment_after(node_->table->source().begin) : std::string();
}
std::string Section::as_written(std::string_view key) const {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    if (!n)
        return {};
    const auto& at = n->source();
    if (at.begin.line < 1 || at.begin.line > node_->body->lines.size())
        return {};
    const std::string_view line = node_->body->lines[at.begin.line - 1];
    std::string out;
    std::uint32_t column = 1;
    for (std::size_t k = 0; k < line.size(); ++column) {
        const auto from = k;
        next_sign(line, k);
        if (column >= at.begin.column && (at.end.line > at.begin.line || column < at.end.column))
            out += line.substr(from, k - from);
    }
    return at.end.line > at.begin.line ? out + " ..." : out;
}
bool Section::flag(std::string_view key, bool fallback) {
    const auto* v = node_->value<bool>(key, false, "true or false");
    return v ? v->get() : fallback;
}
std::size_t Section::one_of(std::string_view key, const Names& words) {
    const auto word = text(key, std::string(words.front()));
    const auto at = std::ranges::find(words, word);
    if (at != words.end())
        return static_cast<std::size_t>(at - words.begin());
    wrong(key, known_instead(word, words, fmt::format("there is no {} \"{}\"", key, word)));
    return 0;
}
double Section::quantity(std::string_view key, std::string_view u, std::optional<double> fallback) {
    const auto wanted = find_unit(u);
    expects(wanted.has_value(), fmt::format("\"{}\" is a unit", u));
    const auto example = fmt::format("a quantity in quotes, for example \"1 {}\"", u);
    const auto* v = node_->value<std::string>(key, !fallback, example);
    if (!v)
        return fallback.value_or(0);
    const auto q = parse_quantity(v->get(), *wanted);
    if (q.problem.empty())
        return q.si;
    unreadable(key, fmt::format("{}: {}", key, q.problem));
    return fallback.value_or(0);
}
std::vector<std::string> Section::texts(std::string_view key) {
    std::vector<std::string> out;
    for (auto& t : located(key))
        out.push_back(std::move(t.value));
    return out;
}
std::vector<Section::Text> Section::located(std::string_view key) {
    std::vector<Text> out;
    const auto* n = node_->find(key);
    if (!n)
        return out;
    const auto* list = n->as_array();
    if (!list)
        return unreadable(key, fmt::format("{} must be a list of texts, for example [\"one\", \"two\"]", key)), out;
    for (const auto& e : *list) {
        if (const auto* t = e.as_string())
            out.push_back(
                {t->get(), static_cast<int>(e.source().begin.line), static_cast<int>(e.source().begin.column)});
        else if (node_->told.emplace(key).second)
            node_->body->note_at(e.source(), fmt::format("{} holds texts in quotes", key));
    }
    return out;
}
std::vector<double> Section::numbers(std::string_view key) {
    std::vector<double> out;
    const auto* n = node_->find(key);
    if (!n)
        return out;
    const auto* list = n->as_array();
    if (!list)
        return unreadable(key, fmt::format("{} must be a list of numbers, for example [0, 12]", key)), out;
    for (const auto& e : *list) {
        if (const auto v = e.value<double>(); v && std::isfinite(*v)) {
            out.push_back(*v);
            continue;
        }
        if (node_->told.emplace(key).second)
            node_->body->note_at(e.source(), e.is_number() ? fmt::format("write a number there; {} are finite", key)
                                                           : fmt::format("{} holds numbers, without quotes", key));
        break; // one is enough to see it
    }
    return out;
}
Section Section::section(std::string_view key) {
    Section s;
    const auto* n = node_->find(key);
    const auto* table = n ? n->as_table() : nullptr;
    if (n && !table)
        unreadable(key, fmt::format("{} must be a table, [{}]", key, key));
    s.node_ = std::make_shared<Node>(Node{node_->body, table, fmt::format("[{}]", key), {}});
    return s;
}
std::vector<Section> Section::sections(std::string_view key) {
    std::vector<Section> out;
    const auto* n = node_->find(key);
    if (!n)
        return out;
    const auto* list = n->as_array();
    if (!list)
        return unreadable(key, fmt::format("{} must be tables, each under [[{}]]", key, key)), out;
    for (const auto& e : *list) {
        if (const auto* t = e.as_table()) {
            Section s;
            s.node_ = std::make_shared<Node>(Node{node_->body, t, fmt::format("[[{}]]", key), {}});
            out.push_back(std::move(s));
        } else
            node_->body->note_at(e.source(), fmt::format("{} must be tables, each under [[{}]]", key, key));
    }
    return out;
}
std::vector<std::string> Section::keys() const {
    std::vector<std::string> out;
    if (!node_->table)
        return out;
    for (const auto& [k, v] : *node_->table) {
        out.emplace_back(k.str());
        node_->known.emplace(k.str());
    }
    return out;
}
void Section::unreadable(std::string_view key, std::string what) {
    wrong(key, std::move(what));
    node_->told.emplace(key);
}
void Section::wrong(std::string_view key, std::string what) {
    if (node_->told.contains(key))
        return; // what a value says is of no interest where it is none
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    node_->body->note_at(n              ? n->source()
                         : node_->table ? node_->table->source()
                                        : toml::source_region{},
                         std::move(what));
}
void Section::wrong_at(const Text& text, std::size_t signs, std::string what) {
    toml::source_region at;
    at.begin.line = static_cast<toml::source_index>(text.line);
    at.begin.column = static_cast<toml::source_index>(text.column + 1 + static_cast<int>(as_written_at(text, signs)));
    node_->body->note_at(at, std::move(what));
}
std::size_t Section::as_written_at(const Text& text, std::size_t signs) const {
    const auto& places = node_->body->places;
    const auto at = places.find({text.line, text.column});
    return at == places.end() ? signs : at->second[std::min(signs, at->second.size() - 1)];
}
void Section::finish() {
    if (!node_->table)
        return;
    std::vector<std::string_view> known(node_->known.begin(), node_->known.end());
    for (const auto& [k, v] : *node_->table)
        if (!node_->known.contains(k.str()))
            node_->body->note_at(k.source(), has_no(node_->name, k.str(), known));
}

} // namespace rewire::scenario
