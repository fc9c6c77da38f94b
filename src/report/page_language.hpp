// The page itself in the reader's language: what its template and its scripts say, by catalog/i18n/page.zh.tsv.
#pragma once
#include <string>
#include <string_view>

namespace rewire::report {

// A part of the page with each text of the table replaced; as it is in English.
std::string in_page_language(std::string_view part);
// Rules that follow the page's own: letters of the language first. Empty in English.
std::string_view language_style();

} // namespace rewire::report
