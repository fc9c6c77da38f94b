#include "scenario/document.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace rewire {

struct Document::Body {
    std::string file;
    std::vector<std::string> lines;
    toml::table table;
    std::vector<Problem> problems;

    void note(const toml::source_region& at, std::string what) {
        const int line = static_cast<int>(at.begin.line), column = static_cast<int>(at.begin.column);
        problems.push_back(
            {file, line, column, std::move(what),
             line > 0 && line <= static_cast<int>(lines.size()) ? lines[static_cast<std::size_t>(line - 1)] : ""});
    }
};
struct Section::Node {
    std::shared_ptr<Document::Body> body;
    const toml::table* table = nullptr; // null: an empty section
    std::string name;
    std::set<std::string, std::less<>> known;

    const toml::node* find(std::string_view key) {
        known.emplace(key);
        return table ? table->get(key) : nullptr;
    }
    // Null with a note when the key is missing and there is no fallback, or is of another type.
    template <class T>
    const toml::value<T>* value(std::string_view key, bool needed, std::string_view wanted) {
        const auto* n = find(key);
        if (!n) {
            if (needed)
                body->note(table ? table->source() : toml::source_region{},
                           fmt::format("{}: \"{}\" is missing; expected {}", name, key, wanted));
            return nullptr;
        }
        if (const auto* v = n->as<T>())
            return v;
        body->note(n->source(), fmt::format("{} must be {}", key, wanted));
        return nullptr;
    }
};

Document::Document(std::string_view text, std::string file) : body_(std::make_shared<Body>()) {
    body_->file = std::move(file);
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        body_->lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    auto result = toml::parse(text, body_->file);
    if (!result) {
        body_->note(result.error().source(), fmt::format("is no TOML: {}", result.error().description()));
        raise();
    }
    body_->table = std::move(result).table();
}
Document::~Document() = default;
const std::vector<std::string>& Document::lines() const { return body_->lines; }

Section Document::root() {
    Section s;
    s.node_ = std::make_shared<Section::Node>(Section::Node{body_, &body_->table, "the file", {}});
    return s;
}
void Document::raise() {
    if (auto all = take_problems(); !all.empty())
        throw InputError(std::move(all));
}
std::vector<Problem> Document::take_problems() {
    auto all = std::exchange(body_->problems, {});
    std::ranges::stable_sort(all, {}, &Problem::line);
    return all;
}

bool Section::has(std::string_view key) const { return node_->table && node_->table->contains(key); }
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
    const auto* n = node_->find(key);
    if (const auto v = n ? n->value<double>() : std::optional<double>()) {
        if (std::isfinite(*v))
            return *v;
        wrong(key, fmt::format("{} must be a finite number, not {}", key, *v));
        return fallback.value_or(0);
    }
    node_->value<double>(key, !fallback, "a number");
    return fallback.value_or(0);
}
bool Section::flag(std::string_view key, bool fallback) {
    const auto* v = node_->value<bool>(key, false, "true or false");
    return v ? v->get() : fallback;
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
    node_->body->note(v->source(), fmt::format("{}: {}", key, q.problem));
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
        return wrong(key, fmt::format("{} must be a list of texts, for example [\"one\", \"two\"]", key)), out;
    for (const auto& e : *list) {
        if (const auto* t = e.as_string())
            out.push_back(
                {t->get(), static_cast<int>(e.source().begin.line), static_cast<int>(e.source().begin.column)});
        else
            node_->body->note(e.source(), fmt::format("{} holds texts in quotes", key));
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
        return wrong(key, fmt::format("{} must be a list of numbers, for example [0, 12]", key)), out;
    for (const auto& e : *list) {
        if (const auto v = e.value<double>(); v && std::isfinite(*v))
            out.push_back(*v);
        else if (v)
            node_->body->note(e.source(), fmt::format("{} holds finite numbers, not {}", key, *v));
        else
            node_->body->note(e.source(), fmt::format("{} holds numbers", key));
    }
    return out;
}
Section Section::section(std::string_view key) {
    Section s;
    const auto* n = node_->find(key);
    const auto* table = n ? n->as_table() : nullptr;
    if (n && !table)
        wrong(key, fmt::format("{} must be a table, [{}]", key, key));
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
        return wrong(key, fmt::format("{} must be tables, each under [[{}]]", key, key)), out;
    for (const auto& e : *list) {
        if (const auto* t = e.as_table()) {
            Section s;
            s.node_ = std::make_shared<Node>(Node{node_->body, t, fmt::format("[[{}]]", key), {}});
            out.push_back(std::move(s));
        } else
            node_->body->note(e.source(), fmt::format("{} must be tables, each under [[{}]]", key, key));
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
void Section::wrong(std::string_view key, std::string what) {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    node_->body->note(n ? n->source() : node_->table ? node_->table->source() : toml::source_region{}, std::move(what));
}
void Section::wrong_at(const Text& text, std::size_t offset, std::string what) {
    toml::source_region at;
    at.begin.line = static_cast<toml::source_index>(text.line);
    at.begin.column = static_cast<toml::source_index>(text.column + 1 + static_cast<int>(offset));
    node_->body->note(at, std::move(what));
}
void Section::finish() {
    if (!node_->table)
        return;
    std::vector<std::string_view> known(node_->known.begin(), node_->known.end());
    for (const auto& [k, v] : *node_->table)
        if (!node_->known.contains(k.str()))
            node_->body->note(k.source(), fmt::format("{} has no \"{}\"{}; it has {}", node_->name, k.str(),
                                                      did_you_mean(k.str(), known), fmt::join(known, ", ")));
}

} // namespace rewire
