// Text made safe for HTML and SVG, and numbers made short for the eye.
#pragma once
#include <string>
#include <string_view>

namespace rewire::report {

// Text that can stand between tags or inside a quoted attribute: & < > " ' escaped, control characters dropped, bytes
// that are not UTF-8 replaced by U+FFFD.
std::string escape_markup(std::string_view text);

// Words in the reader's language (base/words.hpp), escaped: between tags of HTML, where English that nobody has
// translated is marked as such, and in an attribute or an SVG, where nothing can be.
std::string words_markup(std::string_view text);
std::string words_plain(std::string_view text);

// A number as a reader wants it: five significant digits, a true minus sign, "n/a" for NaN.
std::string shown_number(double value);

// The same with three digits, which are enough beside a picture or for an estimate.
std::string shown_short(double value);

// "12.5 Hz"; units "1" and "" are not shown.
std::string shown_quantity(double value, std::string_view unit);
std::string shown_short(double value, std::string_view unit);

// "Firing rate (Hz)"; units "1" and "" are not shown.
std::string shown_label(std::string_view name, std::string_view unit);

} // namespace rewire::report
