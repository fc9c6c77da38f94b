#include "base/translation.hpp"

#include <cstdlib>
#include <utility>

#include "base/phrase_table.hpp"

namespace rewire {
namespace {

const PhraseTable& messages() {
    static const PhraseTable all({"i18n/messages.zh.tsv"});
    return all;
}

Language& current() {
    static Language is = Language::english;
    return is;
}
thread_local std::optional<Language> spoken; // by this thread, where it is another

} // namespace

std::optional<Language> language_of(std::string_view name) {
    const auto of = [&](std::string_view code) {
        return name == code || (name.starts_with(code) && (name[2] == '_' || name[2] == '-' || name[2] == '.'));
    };
    if (of("zh"))
        return Language::chinese;
    if (of("en"))
        return Language::english;
    return {};
}

Language language_of_environment() {
    for (const char* name : {"REWIRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return language_of(value).value_or(Language::english);
    return Language::english;
}

Language language() { return spoken.value_or(current()); }
void set_language(Language language) { current() = language; }

Speaking::Speaking(Language to) : before_(std::exchange(spoken, to)) {}
Speaking::~Speaking() { spoken = before_; }

std::string translated(std::string_view text, Language to) {
    return to == Language::english ? std::string(text) : messages().put(text);
}

std::string translated(const InputError& error, Language to) {
    if (to == Language::english)
        return error.what();
    std::string out;
    for (auto p : error.problems()) {
        p.what = translated(p.what, to);
        out += (out.empty() ? "" : "\n") + describe(p);
    }
    return out;
}

} // namespace rewire
