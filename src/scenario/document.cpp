#include "scenario/document.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "base/encoding.hpp"
#include "scenario/toml.hpp"

namespace rewire::scenario {

struct Document::Body {
    std::string file;
    std::vector<std::string> lines;
    toml::table table;
    std::vector<Problem> problems;
    std::string note; // what was converted

    // What follows a # behind a place; quotes that begin behind it are not expected.
    std::string comment_after(const toml::source_position& at) const {
        if (at.line < 1 || at.line > lines.size())
            return {};
        const std::string_view line = lines[at.line - 1];
        std::size_t k = 0;
        for (std::uint32_t column = 1; column < at.column && k < line.size(); ++column)
            next_sign(line, k);
        const auto hash = line.find('#', std::min(k, line.size()));
        if (hash == line.npos)
            return {};
        const auto from = line.find_first_not_of("# ", hash);
        return from == line.npos ? std::string() : std::string(line.substr(from));
    }
    void note_at(const toml::source_region& at, std::string what) {
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
                body->note_at(table ? table->source() : toml::source_region{},
                              fmt::format("{}: \"{}\" is missing; expected {}", name, key, wanted));
            return nullptr;
        }
        if (const auto* v = n->as<T>())
            return v;
        body->note_at(n->source(), fmt::format("{} must be {}", key, wanted));
        return nullptr;
    }
};

namespace {

// Outside of quotes and comments TOML is plain: a sign that only looks like a plain one is told by its name, the first
// with its place and the others by their number.
void find_strange_signs(std::string_view text, const std::string& file, const std::vector<std::string>& lines) {
    std::string_view quote; // that is open; "#": a comment
    int line = 1, column = 0;
    std::size_t others = 0;
    std::optional<Problem> first;
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        const auto sign = next_sign(text, at);
        ++column;
        if (sign == '\n') {
            ++line;
            column = 0;
            if (quote.size() == 1)
                quote = {}; // what is not closed, the parser tells
        } else if (quote.size() == 1 || quote.size() == 3) {
            if (sign == '\\' && quote[0] == '"') {
                ++at;
                ++column;
            } else if (quote != "#" && text.substr(from).starts_with(quote)) {
                at = from + quote.size();
                column += static_cast<int>(quote.size()) - 1;
                quote = {};
            }
        } else if (sign == '#') {
            quote = "#";
        } else if (sign == '"' || sign == '\'') {
            const std::string_view three = sign == '"' ? R"(""")" : "'''";
            quote = text.substr(from).starts_with(three) ? three : three.substr(0, 1);
            at = from + quote.size();
            column += static_cast<int>(quote.size()) - 1;
        } else if (sign >= 0x80 && !(from == 0 && sign == 0xfeff)) {
            if (first) {
                ++others;
                continue;
            }
            const auto found = look_alike(sign);
            const auto itself = std::string(text.substr(from, at - from));
            auto what = found.name.empty() ? fmt::format(
                                                 "put \"{}\" in quotes; outside of them only plain letters, "
                                                 "digits and signs may stand",
                                                 itself)
                        : found.plain == ' ' ? fmt::format("write a plain space here; this is {}", found.name)
                        : found.plain ? fmt::format("write {} here; {} is {}", found.plain == ':' ? '=' : found.plain,
                                                    itself, found.name)
                                      : fmt::format("delete what stands here; it is {}", found.name);
            first = Problem{file, line, column, std::move(what), lines[static_cast<std::size_t>(line - 1)]};
        }
    }
    if (!first)
        return;
    if (others > 0)
        first->what += fmt::format(" ({} more such {} in this file)", others, others == 1 ? "sign is" : "signs are");
    throw InputError({*first});
}

// What to do about a line that is no TOML, as far as one can tell from the line and the parser's words; ends in "; ".
std::string mend_of(const std::string& line, const toml::source_position& at, std::string_view told) {
    const auto has = [&](std::string_view what) { return told.find(what) != std::string_view::npos; };
    const auto equals = line.find('=');
    auto value = equals == std::string::npos ? std::string() : line.substr(equals + 1);
    value = value.substr(0, value.find('#'));
    value.erase(0, value.find_first_not_of(' '));
    value.erase(value.find_last_not_of(' ') + 1);
    const auto digits = value.find_first_not_of("0123456789+-");
    if (digits != std::string::npos && digits > 0 && value[digits] == ',' && value.find_first_of("[{\"'") == value.npos)
        return fmt::format("write {}.{}, with a decimal point; ", value.substr(0, digits), value.substr(digits + 1));
    if (has("expected '=', saw ':'"))
        return "write = instead of the colon; ";
    if (has("expected '=', saw '\\n'") || has("encountered end-of-file") || has("unescaped control characters"))
        return has("string") ? "close the quotation mark in this line; " : "write key = value; ";
    if (has("table header: expected ']'") || has("expected ']', saw"))
        return "close the bracket; ";
    if (has("expected comma or closing ']'"))
        return "put a comma between the parts of a list, and ] at its end; ";
    if (has("expected bare key starting character"))
        return "write a name here; ";
    if (has("cannot redefine"))
        return "say it once; ";
    if (has("leading zeroes"))
        return "write the number without zeros in front; ";
    if (has("floating-point: expected decimal digit, saw '.'"))
        return "write 0 before the decimal point; ";
    if (has("saw '{'"))
        return "write [section] and key = value, as in scenarios/anxiety_year.toml; ";
    const bool word = !value.empty() && std::ranges::all_of(value, [](unsigned char c) {
        return std::isalnum(c) || c == '_' || c == ' ' || c == '-' || c == '>';
    }) && std::isalpha(static_cast<unsigned char>(value[0]));
    if (word && at.column > equals)
        return fmt::format("write {}= \"{}\"; ", line.substr(0, equals), value);
    return "";
}

} // namespace

Document::Document(std::string_view bytes, std::string file) : body_(std::make_shared<Body>()) {
    body_->file = std::move(file);
    const auto found = decoded(bytes, body_->file);
    const std::string_view text = found.text;
    body_->note = found.note;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        body_->lines.emplace_back(text.substr(at, end - at));
        if (body_->lines.back().ends_with('\r'))
            body_->lines.back().pop_back();
        at = end + 1;
    }
    find_strange_signs(text, body_->file, body_->lines);
    auto result = toml::parse(text, body_->file);
    if (!result) {
        const auto& at = result.error().source();
        const auto& told = result.error().description();
        const auto line =
            at.begin.line >= 1 && at.begin.line <= body_->lines.size() ? body_->lines[at.begin.line - 1] : "";
        body_->note_at(at, fmt::format("{}this is no TOML: {}", mend_of(line, at.begin, told), told));
        raise();
    }
    body_->table = std::move(result).table();
}
std::string has_no(std::string_view place, std::string_view given, const std::vector<std::string_view>& known) {
    const auto mend = did_you_mean(given, known);
    return mend.empty() ? fmt::format("{} has no \"{}\"; it has {}", place, given, fmt::join(known, ", "))
                        : fmt::format("{} {} has no \"{}\"", mend.substr(2), place, given);
}

Document::~Document() = default;
const std::vector<std::string>& Document::lines() const { return body_->lines; }
const std::string& Document::note() const { return body_->note; }

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
    node_->body->note_at(v->source(), fmt::format("{}: {}", key, q.problem));
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
        return wrong(key, fmt::format("{} must be a list of numbers, for example [0, 12]", key)), out;
    for (const auto& e : *list) {
        if (const auto v = e.value<double>(); v && std::isfinite(*v)) {
            out.push_back(*v);
            continue;
        }
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
void Section::wrong(std::string_view key, std::string what) {
    const auto* n = node_->table ? node_->table->get(key) : nullptr;
    node_->body->note_at(n              ? n->source()
                         : node_->table ? node_->table->source()
                                        : toml::source_region{},
                         std::move(what));
}
void Section::wrong_at(const Text& text, std::size_t offset, std::string what) {
    toml::source_region at;
    at.begin.line = static_cast<toml::source_index>(text.line);
    at.begin.column = static_cast<toml::source_index>(text.column + 1 + static_cast<int>(offset));
    node_->body->note_at(at, std::move(what));
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
