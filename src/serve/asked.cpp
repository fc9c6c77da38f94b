#include "serve/asked.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/known.hpp"

namespace rewire::serve {
namespace {

constexpr std::string_view kinds[] = {"run", "compare", "trial", "rank", "network"};
constexpr std::size_t longest_name = 80, most_texts = 8;

[[noreturn]] void wrong(const char* key, const std::string& what) { throw InputError(key, what); }

const Json* value_of(const Json& object, const char* key) {
    const auto at = object.find(key);
    return at == object.end() || at->is_null() ? nullptr : &*at;
}

std::string kind_of(const Json& json) {
    const auto kind = text_of(json, "kind").value_or("");
    if (std::ranges::find(kinds, kind) == std::end(kinds))
        wrong("kind", fmt::format("say one of {}; \"{}\" is none", fmt::join(kinds, ", "), kind));
    return kind;
}

std::vector<NamedText> texts_of(const Json& json) {
    std::vector<NamedText> out;
    const auto* texts = value_of(json, "texts");
    if (!texts || !texts->is_array() || texts->size() < 2 || texts->size() > most_texts)
        wrong("texts", fmt::format("give from 2 to {} plans, each {{\"name\", \"text\"}}", most_texts));
    for (const auto& one : *texts) {
        if (!one.is_object())
            wrong("texts", "each is {\"name\", \"text\"}");
        const auto name = file_name(text_of(one, "name").value_or("plan"));
        const auto stem = name.substr(0, name.rfind('.'));
        auto own = name;
        const auto taken = [&] { return std::ranges::find(out, own, &NamedText::name) != out.end(); };
        for (int n = 2; taken(); ++n)
            own = fmt::format("{}_{}.toml", stem, n);
        out.push_back({own, text_of(one, "text").value_or("")});
    }
    return out;
}

} // namespace

Json object_of(std::string_view body) {
    auto json = Json::parse(body, nullptr, false);
    if (json.is_discarded())
        throw Refused(400, "the body is no JSON");
    if (!json.is_object())
        throw Refused(400, "the body must be an object, {...}");
    return json;
}

std::optional<std::string> text_of(const Json& object, const char* key) {
    const auto* value = value_of(object, key);
    if (!value)
        return {};
    if (!value->is_string())
        wrong(key, "must be a text");
    return value->get<std::string>();
}
std::optional<std::uint64_t> whole_of(const Json& object, const char* key) {
    const auto* value = value_of(object, key);
    if (!value)
        return {};
    const bool whole = value->is_number_unsigned() ||
                       (value->is_number() && value->get<double>() >= 0 && value->get<double>() < 9e15 &&
                        std::floor(value->get<double>()) == value->get<double>());
    if (!whole)
        wrong(key, "must be a whole number, 0 or more");
    return value->is_number_unsigned() ? value->get<std::uint64_t>() : static_cast<std::uint64_t>(value->get<double>());
}
std::optional<double> number_of(const Json& object, const char* key) {
    const auto* value = value_of(object, key);
    if (!value)
        return {};
    if (!value->is_number())
        wrong(key, "must be a number");
    return value->get<double>();
}

void expect_keys(const Json& object, const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end())
            throw InputError(
                key,
                mended(key, known, fmt::format("there is no \"{}\" here; known: {}", key, fmt::join(known, ", "))));
}

std::string file_name(const std::string& given) {
    auto name = std::filesystem::path(given).filename().string();
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; });
    if (name.ends_with(".toml"))
        name.resize(name.size() - 5);
    while (name.starts_with('.'))
        name.erase(0, 1);
    if (name.size() > longest_name) // between two signs of UTF-8
        for (name.resize(longest_name); !name.empty() && (static_cast<unsigned char>(name.back()) & 0x80) != 0;)
            name.pop_back();
    return (name.empty() ? "scenario" : name) + ".toml";
}

Asked Asked::of_json(const Json& json) {
    expect_keys(json, {"kind", "file", "text", "texts", "people", "seed", "options", "language"});
    Asked out;
    out.kind = kind_of(json);
    out.name = file_name(text_of(json, "file").value_or(out.kind == "network" ? "network" : "scenario"));
    if (out.kind == "compare")
        out.texts = texts_of(json);
    else if (out.kind != "network") {
        out.text = text_of(json, "text").value_or("");
        if (out.text.empty())
            wrong("text", "give the text of the scenario, the trial or the person");
    }
    if (const auto known = language_of(text_of(json, "language").value_or("")))
        out.language = *known;
    out.people = whole_of(json, "people");
    out.seed = whole_of(json, "seed");
    if (const auto* options = value_of(json, "options")) {
        if (!options->is_object())
            wrong("options", "must be an object, {...}");
        out.options = *options;
    }
    return out;
}

Json Asked::json() const {
    Json out = {{"kind", kind}, {"file", name}};
    if (!text.empty())
        out["text"] = text;
    for (const auto& t : texts)
        out["texts"].push_back({{"name", t.name}, {"text", t.text}});
    if (people)
        out["people"] = *people;
    if (seed)
        out["seed"] = *seed;
    out["options"] = options;
    if (language == Language::chinese)
        out["language"] = "zh";
    return out;
}

} // namespace rewire::serve
