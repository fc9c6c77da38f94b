// What the program tells people, in their language. Messages are composed in English where they arise, and stay so;
// they are put in Chinese where they leave the program, by the patterns of catalog/i18n/messages.zh.tsv.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace rewire {

enum class Language { english, chinese };

// "en", "zh", or a locale that begins so, as zh_CN.UTF-8; nothing where it is another.
std::optional<Language> language_of(std::string_view name);
// As the environment asks: REWIRE_LANG, else the first of LC_ALL, LC_MESSAGES and LANG that is set; English otherwise.
Language language_of_environment();
// That of the program: English until it is set, once, before anything is told.
Language language();
void set_language(Language language);

// While it lives, this thread speaks so: a server answers each asker in their own language.
class Speaking {
public:
    explicit Speaking(Language to);
    ~Speaking();
    Speaking(const Speaking&) = delete;
    Speaking& operator=(const Speaking&) = delete;

private:
    std::optional<Language> before_;
};

// The Chinese of a message, of the pattern with most words of its own that fits; what stands at a placeholder is put in
// Chinese too where it is a message itself, but for what is quoted. A message that no pattern fits stays as it is, and
// so does every one in English, at no cost.
std::string translated(std::string_view text, Language to = language());
// All that is wrong, with places and carets, as describe(Problem) tells it.
std::string translated(const InputError& error, Language to = language());

} // namespace rewire
