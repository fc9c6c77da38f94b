// How wide words are drawn, told from above: by the letters of DejaVu Sans, the widest of the fonts a page names, so
// that what is said to fit a box fits it in any of them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire::report {

// In the unit of `size`, the height of the font. UTF-8.
double text_width(std::string_view text, double size, bool bold = false);
// The text in lines none of which is wider: broken between words, and within a word that is too long for a line. A
// no-break space (U+00A0) keeps words together. Never empty.
std::vector<std::string> wrapped_text(std::string_view text, double size, bool bold, double width);

} // namespace rewire::report
