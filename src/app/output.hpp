// What the program prints must arrive: a standard output that is closed or full ends a command with an error, it is
// never taken for success.
#pragma once
#include <string_view>

namespace rewire::app {

// Before anything else. A file that is opened later must not take the number of a stream that was closed: input and
// errors then go to nowhere. InputError when the standard output is closed.
void open_streams();

// InputError when something that was printed so far could not be written.
void flush_output();

// A line for the user on the stream of errors, as far as there is one.
void complain(std::string_view line) noexcept;

} // namespace rewire::app
