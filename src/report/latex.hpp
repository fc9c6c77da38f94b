// Text of BibTeX fields as a reader sees it: accents, dashes and quotes are letters, braces and commands are gone.
#pragma once
#include <string>
#include <string_view>

namespace rewire::report {

// "S{\'e}gonne, {TMS} 55--69" -> "Ségonne, TMS 55–69". A command that is not known leaves what stands in its braces.
std::string plain_text_of_latex(std::string_view latex);

} // namespace rewire::report
