// What the program prints must arrive: a standard output that is closed or full ends a command with an error, it is
// never taken for success.
#pragma once
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "study/estimate.hpp"

namespace rewire::app {

// Before anything else. A file that is opened later must not take the number of a stream that was closed: input and
// errors then go to nowhere. InputError when the standard output is closed.
void open_streams();

// InputError when something that was printed so far could not be written.
void flush_output();

// A line for the user on the stream of errors, as far as there is one; in the user's language (base/translation.hpp).
void complain(std::string_view line) noexcept;
void complain_as_is(std::string_view line) noexcept;

// Warnings to the terminal, as every command prints them: those known before the wait first, then without what was
// told.
void print_notes(const std::vector<std::string>& notes); // what was done, no reason to doubt
void print_warnings(const std::vector<std::string>& warnings, const std::vector<std::string>& told = {});

// What a command tells people on the standard output, line by line in their language; the same bytes as fmt::print in
// English. In Chinese the catalogue's names are told by their first alias.
void print_told(const std::string& text);
template <class... Parts>
void tell(fmt::format_string<Parts...> text, Parts&&... parts) {
    print_told(fmt::format(text, std::forward<Parts>(parts)...));
}
// A cell of a table, in the same way.
std::string told_cell(const std::string& cell);
// The catalogue's names in a text by their aliases, where people read Chinese; the text itself otherwise.
std::string with_names(const std::string& text);

// A line on what `what` will take, where it is long, before it begins; what study::weighed throws.
void weigh(const study::Demand& demand, const std::string& what, bool yes);

} // namespace rewire::app
