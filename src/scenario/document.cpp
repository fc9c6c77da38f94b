#include "scenario/document.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <regex>

#include "base/encoding.hpp"
#include "scenario/document_body.hpp"

namespace rewire::scenario {

namespace {

// Outside of quotes and comments TOML is plain: a sign that only looks like a plain one is told by its name, the first
// with its place and the others by their number.
void find_strange_signs(std::string_view text, const std::string& file, const std::vector<std::string>& lines) {
    if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) // as most files
        return;
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

// A number with something in it that TOML has not: "0,8", "34,", "34."; empty where it is no such thing.
// What is to be written is a value of TOML.
std::string mend_of_number(const std::string& value) {
    static const std::regex number(R"([+-]?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)"),
        comma(R"(([+-]?)(\d*),(\d+)[,;.\s]*)"), tail(R"(([+-]?\d+(\.\d+)?([eE][+-]?\d+)?)\s*[.,;][,;.\s]*)");
    const auto written = [&](const std::string& text, std::string_view why) {
        return std::regex_match(text, number) ? fmt::format("write {}{}; ", text, why) : std::string();
    };
    std::smatch m;
    if (std::regex_match(value, m, comma))
        return written(m[1].str() + (m[2].length() == 0 ? "0" : m[2].str()) + "." + m[3].str(),
                       ", with a decimal point");
    if (std::regex_match(value, m, tail))
        return written(m[1].str(), ", with nothing behind it");
    return {};
}

// What to do about a line that is no TOML, as far as one can tell from the line and the parser's words; ends in "; ".
std::string mend_of(const std::string& line, const toml::source_position& at, std::string_view told) {
    const auto has = [&](std::string_view what) { return told.find(what) != std::string_view::npos; };
    const auto equals = line.find('=');
    auto value = equals == std::string::npos ? std::string() : line.substr(equals + 1);
    value = value.substr(0, value.find('#'));
    value.erase(0, value.find_first_not_of(' '));
    value.erase(value.find_last_not_of(' ') + 1);
    if (const auto mend = mend_of_number(value); !mend.empty())
        return mend;
    if (has("expected '=', saw ':'"))
        return "write = instead of the colon; ";
    if (has("expected '=', saw '\\n'") || has("encountered end-of-file") || has("unescaped control characters"))
        return has("string") ? "close the quotation mark in this line; " : "write key = value; ";
    if (has("table header: expected ']'") || has("expected ']', saw"))
        return "close the bracket; ";
    if (has("expected comma or closing ']'"))
        return "put a comma between the parts of a list, and ] at its end; ";
    if (has("expected bare key starting character") || has("blank bare keys"))
        return "write a name here; ";
    if (has("cannot redefine"))
        return "say it once; ";
    if (has("leading zeroes"))
        return "write the number without zeros in front; ";
    if (has("floating-point: expected decimal digit, saw '.'"))
        return "write 0 before the decimal point; ";
    if (has("could not determine value type") && value.starts_with('['))
        return "put each text of the list in quotes; ";
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

Document::Document(std::string_view bytes, std::string file, Words words) : body_(std::make_shared<Body>()) {
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
        const bool matrix = body_->file.ends_with(".csv") || body_->file.ends_with(".tsv");
        body_->note_at(at, fmt::format("{}this is no TOML: {}",
                                       matrix ? "give a scenario here, and a connectome with --connectome; "
                                              : mend_of(line, at.begin, told),
                                       told));
        raise();
    }
    body_->table = std::move(result).table();
    if (words == Words::of_protocols)
        body_->put_in_english();
}
std::string has_no(std::string_view place, std::string_view given, const std::vector<std::string_view>& known) {
    const auto mend = did_you_mean(given, known);
    return mend.empty() ? fmt::format("{} has no \"{}\"; it has {}", place, given, fmt::join(known, ", "))
                        : fmt::format("{} {} has no \"{}\"", mend.substr(2), place, given);
}

Document::~Document() = default;
Problem problem_at(const std::string& file, const Lines& lines, int line, int column, std::string what) {
    const bool there = lines && line > 0 && line <= static_cast<int>(lines->size());
    return {file, line, column, std::move(what), there ? (*lines)[static_cast<std::size_t>(line - 1)] : ""};
}
int last_line(const Lines& lines) {
    int end = static_cast<int>(lines->size());
    while (end > 1 && (*lines)[static_cast<std::size_t>(end - 1)].empty())
        --end;
    return end;
}
Lines Document::lines() const { return {body_, &body_->lines}; }
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

} // namespace rewire::scenario
